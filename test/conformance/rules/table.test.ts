import { describe, expect, it } from 'vitest';
import type { Example } from '../../../conformance/engine/example.js';
import { tableRules } from '../../../conformance/rules/table/index.js';
import { checkCsv } from '../../support/check-csv.js';

type TableExample = Extract<Example, { kind: 'table' }>;

const bytesOf = ({ csv, encoding }: TableExample): Uint8Array =>
  encoding === 'utf16le'
    ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, 'utf16le')])
    : Buffer.from(csv, encoding ?? 'utf8');

const tableExamples = (examples: readonly Example[]): TableExample[] =>
  examples.filter((example): example is TableExample => example.kind === 'table');

describe.each(tableRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it.each(tableExamples(rule.examples.valid).map((example) => [example.title, example] as const))(
    'has nothing to say of: %s',
    async (_title, example) => {
      const { collected } = await checkCsv(example.source, bytesOf(example), example);
      expect(collected.findings).toEqual([]);
    },
  );

  it.each(tableExamples(rule.examples.invalid).map((example) => [example.title, example] as const))(
    'finds, alone: %s',
    async (_title, example) => {
      const { collected } = await checkCsv(example.source, bytesOf(example), example);
      expect([...new Set(collected.findings.map((finding) => finding.rule))]).toEqual([id]);
      if (example.lines)
        expect(collected.findings.map((finding) => finding.where.line)).toEqual(example.lines);
      for (const { message } of collected.findings)
        expect(message).not.toMatch(/undefined|null\b|\[object|NaN/);
    },
  );
});
