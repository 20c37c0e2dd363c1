/** Every format of a report, as text. */
import { reporters } from '../../conformance/reporters/index.js';
import { plainStyle } from '../../conformance/reporters/style.js';
import { rules } from '../../conformance/rules/index.js';
import type { Report } from '../../specs/report.js';

export function inEveryFormat(report: Report): Readonly<Record<string, string>> {
  const byId = new Map(rules.map((rule) => [rule.id as string, rule]));
  return Object.fromEntries(
    Object.entries(reporters).map(([name, reporter]) => [
      name,
      reporter(report, {
        style: plainStyle,
        rule: (id) => byId.get(id) ?? { requirement: null, summary: '', why: '', fix: '' },
      }),
    ]),
  );
}
