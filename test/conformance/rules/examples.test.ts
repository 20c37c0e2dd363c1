/** Every example of every rule, as a file on disk, through the whole check. */
import { describe, expect, it } from 'vitest';
import { runExample } from '../../../bin/run-example.js';
import { rules } from '../../../conformance/rules/index.js';
import type { Report } from '../../../specs/report.js';

/** The one note that every small emission has is left out, unless the rule itself is looked at. */
const rulesFound = ({ findings }: Report, id: string): string[] => [
  ...new Set(
    findings.map(({ rule }) => rule).filter((rule) => rule === id || rule !== 'emission/missing-source'),
  ),
];

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(rule.examples.valid.map((example) => [example.title, example] as const))(
    'valid: %s',
    async (_title, example) => {
      expect(rulesFound(await runExample(example), '')).toEqual([]);
    },
  );

  it.each(rule.examples.invalid.map((example) => [example.title, example] as const))(
    'invalid: %s',
    async (_title, example) => {
      const report = await runExample(example);
      expect(rulesFound(report, id)).toEqual([id]);
      for (const { message } of report.findings) {
        expect(message).not.toMatch(/undefined|\bnull\b|\[object|NaN/);
      }
    },
  );
});
