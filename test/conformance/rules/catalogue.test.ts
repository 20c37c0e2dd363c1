/** What a rule must have. A failure says what was forgotten. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../conformance/rules/index.js';
import { FACTS } from '../../../specs/profiles/facts.js';
import { profiles } from '../../../specs/profiles/index.js';
import type { Severity } from '../../../specs/profiles/profile.js';
import { RULE_IDS } from '../../../specs/rule-ids.js';

/** Rules whose defect no example can show: the tests named here show it. */
const WITHOUT_INVALID_EXAMPLE: Readonly<Record<string, string>> = {
  'table/row-limit': 'needs a CSV of 0.6 GB; see row-limit.test.ts',
};

describe('registry', () => {
  it('has every rule id once, in the order of specs/rule-ids.ts', () => {
    expect(rules.map((rule) => rule.id)).toEqual([...RULE_IDS]);
  });

  it('has every file of rules/ (add a rule to the index.ts beside it)', () => {
    const folder = fileURLToPath(new URL('../../../conformance/rules', import.meta.url));
    const inFolder = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'index.ts')
      .map(
        (entry) =>
          `${entry.parentPath.replaceAll('\\', '/').split('/').at(-1)}/${entry.name.replace(/\.ts$/, '')}`,
      );
    expect(inFolder.toSorted()).toEqual([...RULE_IDS].toSorted());
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('says what conforms, why, and what to do, in sentences', () => {
    for (const text of [rule.summary, rule.why, rule.fix])
      expect(text).toMatch(/^(cQube|[A-Z“‘`])[^\n]*[.)’'”"`}]$/);
  });

  it('names a published requirement, or none', () => {
    expect(rule.requirement === null || /^EP-([1-9]|1\d)$/.test(rule.requirement)).toBe(true);
  });

  it('lies in the folder of its scope', () => {
    expect(id.split('/')[0]).toBe(rule.scope);
  });

  it('has examples of both kinds', () => {
    expect(rule.examples.valid.length, 'a valid example').toBeGreaterThan(0);
    if (!Object.hasOwn(WITHOUT_INVALID_EXAMPLE, id))
      expect(rule.examples.invalid.length, 'an invalid example').toBeGreaterThan(0);
  });
});

/** Severities as agreed (documented, pipeline-3.7); `if`: decided by facts. A change here is a change of the contract. */
const AGREED: Readonly<Record<(typeof RULE_IDS)[number], readonly [Severity | 'if', Severity | 'if']>> = {
  'emission/unreadable-file': ['error', 'error'],
  'emission/unknown-folder': ['error', 'if'],
  'emission/unknown-file': ['if', 'if'],
  'emission/loose-csv': ['error', 'if'],
  'emission/duplicate-source': ['warning', 'warning'],
  'emission/missing-source': ['if', 'info'],
  'archive/not-a-zip': ['error', 'error'],
  'archive/corrupt': ['error', 'error'],
  'archive/encrypted': ['error', 'error'],
  'archive/unsafe-name': ['error', 'error'],
  'archive/not-one-csv': ['error', 'if'],
  'archive/member-name': ['error', 'if'],
  'archive/expansion-limit': ['error', 'error'],
  'table/empty-file': ['error', 'error'],
  'table/encoding': ['error', 'if'],
  'table/byte-order-mark': ['error', 'error'],
  'table/wrong-delimiter': ['error', 'error'],
  'table/duplicate-column': ['error', 'error'],
  'table/missing-column': ['error', 'if'],
  'table/unknown-column': ['error', 'if'],
  'table/column-order': ['error', 'if'],
  'table/column-case': ['warning', 'if'],
  'table/quoted-header': ['warning', 'if'],
  'table/field-count': ['error', 'error'],
  'table/unclosed-quote': ['error', 'error'],
  'table/blank-line': ['if', 'info'],
  'table/null-text': ['if', 'if'],
  'table/required-value': ['if', 'if'],
  'table/value-type': ['error', 'if'],
  'table/value-length': ['error', 'if'],
  'table/value-pattern': ['if', 'if'],
  'table/value-range': ['error', 'if'],
  'table/value-not-allowed': ['error', 'if'],
  'table/special-character': ['if', 'if'],
  'table/duplicate-row': ['error', 'if'],
  'table/duplicate-key': ['if', 'if'],
  'table/no-rows': ['error', 'error'],
  'table/row-limit': ['warning', 'info'],
  'dataset/unknown-reference': ['warning', 'if'],
  'dataset/code-not-nested': ['error', 'warning'],
  'dataset/variant-mixed': ['error', 'error'],
  'journal/static-after-transaction': ['error', 'warning'],
  'journal/inspection-after-location': ['error', 'error'],
  'journal/exam-master-after-result': ['error', 'warning'],
  'journal/enrolment-after-exam': ['error', 'warning'],
  'journal/missing-token': ['error', 'error'],
  'journal/rejected-token': ['error', 'error'],
  'journal/token-in-url': ['warning', 'info'],
  'journal/plain-http': ['if', 'info'],
  'journal/object-name': ['if', 'error'],
  'journal/upload-without-url': ['error', 'error'],
  'journal/upload-url-reused': ['error', 'warning'],
  'journal/upload-url-expired': ['error', 'error'],
  'journal/not-acknowledged': ['error', 'error'],
  'journal/failure-ignored': ['error', 'error'],
  'journal/lost-file': ['error', 'error'],
  'journal/duplicate-emission': ['warning', 'warning'],
  'journal/content-differs': ['error', 'error'],
};

describe('severities', () => {
  it.each(RULE_IDS)('%s is as agreed in both profiles', (id) => {
    const found = profiles.map(({ severities }) =>
      typeof severities[id] === 'string' ? severities[id] : 'if',
    );
    expect(found).toEqual(AGREED[id]);
  });

  it('end every list with a last word, and use facts that have words', () => {
    for (const { id, severities } of profiles) {
      expect(Object.keys(severities).toSorted(), id).toEqual([...RULE_IDS].toSorted());
      for (const choice of Object.values(severities)) {
        if (typeof choice === 'string') continue;
        expect(typeof choice.at(-1)).toBe('string');
        for (const step of choice)
          if (typeof step !== 'string') expect(Object.keys(FACTS)).toContain(step[0]);
      }
    }
  });
});
