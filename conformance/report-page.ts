/** The report as one HTML page, with what the rules say of themselves: for who has a report and no command line. */
import type { Report } from '../specs/report.js';
import type { RuleId } from '../specs/rule-ids.js';
import { htmlReport } from './reporters/html/html-report.js';
import type { RuleText } from './reporters/reporter.js';
import { plainStyle } from './reporters/style.js';
import { rules } from './rules/index.js';

const UNKNOWN: RuleText = { requirement: null, summary: '', why: '', fix: '' };

const byId: ReadonlyMap<string, RuleText> = new Map(rules.map((rule) => [rule.id, rule]));

/** A report may come from another release, with rules that are not known here. */
export const ruleText = (id: RuleId): RuleText => byId.get(id) ?? UNKNOWN;

/** Throws `ReportScriptError` where the package was not built. */
export const reportPage = (report: Report): string =>
  htmlReport(report, { style: plainStyle, rule: ruleText });
