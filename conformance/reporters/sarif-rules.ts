/** The rules of a SARIF run: what each asks for, why, and what to do about it. */
import { profiles } from '../../specs/profiles/index.js';
import type { Report } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import { severityOf } from '../engine/severity.js';
import type { ReporterContext } from './reporter.js';

const LEVELS = { error: 'error', warning: 'warning', info: 'note', off: 'none' } as const;

export interface SarifRule {
  readonly id: RuleId;
  readonly [property: string]: unknown;
}

/** Every rule that ran, with or without findings, ids sorted. */
export function sarifRules(report: Report, context: ReporterContext): readonly SarifRule[] {
  const ran = new Map(report.rules.map((result) => [result.id, result]));
  const ids = new Set<RuleId>([...ran.keys(), ...report.groups.map(({ rule }) => rule)]);
  return [...ids].toSorted().map((id) => {
    const { requirement, summary, why, fix } = context.rule(id);
    const asked = requirement === null ? '' : ` (${requirement})`;
    const result = ran.get(id);
    return {
      id,
      shortDescription: { text: summary || id },
      fullDescription: { text: why || summary || id },
      help: {
        text: `${summary}${asked}\n\nWhy: ${why}\nMend: ${fix}\n\ncqube-conform explain ${id} shows examples.`,
        markdown: `${summary}${asked}\n\n**Why:** ${why}\n\n**Mend:** ${fix}\n\n\`cqube-conform explain ${id}\` shows examples.`,
      },
      defaultConfiguration: { level: levelOf(report.profile, id) },
      properties: {
        tags: ['cqube', id.slice(0, id.indexOf('/')), ...(requirement === null ? [] : [requirement])],
        ...(result && { state: result.state, checked: result.checked, findings: result.findings }),
      },
    };
  });
}

/** Where no fact changes the severity. */
function levelOf(profile: string, id: RuleId): string {
  const known = profiles.find((one) => one.id === profile);
  return known ? LEVELS[severityOf(known, id, () => false)] : 'warning';
}
