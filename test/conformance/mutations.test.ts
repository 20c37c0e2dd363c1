/**
 * Every source, broken in each of seven ways: exactly the expected finding, on the expected line, and nothing else.
 * A way that a source does not admit is `n/a` with a reason, and must stand in the list below.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { sampleSection, sampleTable } from '../../fixtures/sample/sample-rows.js';
import { toCsv } from '../../fixtures/sample/sample-csv.js';
import type { DataSource, Field } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';
import { checkCsv, shortFindings } from '../support/check-csv.js';

/** What can be said of a source and is true; anything else that cannot be mutated is a gap of the test. */
const NOT_APPLICABLE: Readonly<Record<string, readonly string[]>> = {
  'one column only': [
    'diksha_api_progress_exhaust_batch_ids: columns swapped',
    'diksha_api_progress_exhaust_batch_ids: other delimiter',
  ],
  'an empty only column is a blank line': ['diksha_api_progress_exhaust_batch_ids: required value emptied'],
  'neither the dictionary nor the pipeline has a key': [
    'diksha_api_progress_exhaust_batch_ids: key doubled',
    'diksha_data_summary: key doubled',
    'diksha_tpd: key doubled',
    'diksha_tpd_mapping: key doubled',
  ],
  'no column is NOT NULL': [
    'teacher_attendance: required value emptied',
    'infra_trans: required value emptied',
  ],
  'every column is text': ['diksha_api_progress_exhaust_batch_ids: wrong type'],
};

/** A table to break, and what stands around it in the file. */
interface Subject {
  readonly id: string;
  readonly delimiter: string;
  readonly fields: readonly Field[];
  readonly key: readonly string[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Physical line of the header. */
  readonly headerLine: number;
  readonly wrap: (csv: string) => string;
}

function subjectOf(source: DataSource): Subject {
  const [layout] = Object.values(source.pipeline.layouts);
  const key = source.primaryKey.length > 0 ? source.primaryKey : (layout?.key ?? []);
  const flat = { id: source.id, delimiter: source.delimiter, headerLine: 1, wrap: (csv: string) => csv };
  if (!source.sections) return { ...flat, ...sampleTable(source), fields: source.fields, key };
  const [, broken] = source.sections;
  if (!broken) throw new Error(`${source.id}: a file of sections has several`);
  const text = source.sections.map((section) => [
    toCsv(sampleSection(section), source.delimiter),
    `${section.endMarker}\n`,
  ]);
  const before = text[0]?.join('') ?? '';
  const after = (text[1]?.[1] ?? '') + text.slice(2).flat().join('');
  return {
    ...flat,
    ...sampleSection(broken),
    fields: broken.fields,
    key: broken.primaryKey,
    headerLine: before.split('\n').length,
    wrap: (csv) => before + csv + after,
  };
}

/** CSV text and the findings that it must have, or why it does not exist. */
type Mutation = { readonly csv: string; readonly expected: readonly string[] } | { readonly reason: string };

const render = (
  subject: Subject,
  header = subject.header,
  rows = subject.rows,
  delimiter = subject.delimiter,
): string => subject.wrap(toCsv({ header, rows }, delimiter));

const MUTATIONS: Readonly<Record<string, (subject: Subject) => Mutation>> = {
  'sample as it is': (subject) => ({ csv: render(subject), expected: [] }),

  'columns swapped': (subject) => {
    const last = subject.header.length - 1;
    if (last < 1) return { reason: 'one column only' };
    const swap = (values: readonly string[]): string[] => [
      ...values.slice(0, last - 1),
      values[last] ?? '',
      values[last - 1] ?? '',
    ];
    return {
      csv: render(subject, swap(subject.header), subject.rows.map(swap)),
      expected: [`table/column-order@${subject.headerLine}`],
    };
  },

  'column renamed': (subject) => {
    const name = subject.header.at(-1) ?? '';
    const header = [...subject.header.slice(0, -1), `${name}_x`];
    const column = subject.header.length > 1 ? ` ${name}` : '';
    return {
      csv: render(subject, header),
      expected: [`table/missing-column@${subject.headerLine}${column}`],
    };
  },

  'other delimiter': (subject) => {
    if (subject.header.length < 2) return { reason: 'one column only' };
    const other = subject.delimiter === '|' ? ',' : '|';
    return {
      csv: render(subject, subject.header, subject.rows, other),
      expected: [`table/wrong-delimiter@${subject.headerLine}`],
    };
  },

  'key doubled': (subject) => {
    if (subject.key.length === 0) return { reason: 'neither the dictionary nor the pipeline has a key' };
    const free = subject.fields.findIndex((field) => !subject.key.includes(field.name) && isHarmless(field));
    if (free < 0) return { reason: 'every column belongs to the key' };
    const [first = [], second = [], ...rest] = subject.rows;
    const doubled = second.map((value, place) =>
      subject.key.includes(subject.header[place] ?? '') ? (first[place] ?? '') : value,
    );
    const changed = doubled.with(free, otherValue(subject.fields[free], first[free] ?? ''));
    return {
      csv: render(subject, subject.header, [first, changed, ...rest]),
      expected: [`table/duplicate-key@${subject.headerLine + 2}`],
    };
  },

  'required value emptied': (subject) => {
    if (subject.header.length < 2) return { reason: 'an empty only column is a blank line' };
    const place = subject.fields.findIndex((field) => field.constraints?.required);
    if (place < 0) return { reason: 'no column is NOT NULL' };
    return changeFirst(subject, place, '', 'table/required-value');
  },

  'wrong type': (subject) => {
    const place = subject.fields.findIndex((field) => field.type !== 'string');
    if (place < 0) return { reason: 'every column is text' };
    return changeFirst(subject, place, 'xx', 'table/value-type');
  },
};

function changeFirst(subject: Subject, place: number, value: string, rule: string): Mutation {
  const [first = [], ...rest] = subject.rows;
  const column = subject.fields[place]?.name ?? '';
  return {
    csv: render(subject, subject.header, [first.with(place, value), ...rest]),
    expected: [`${rule}@${subject.headerLine + 1} ${column}`],
  };
}

/** Any other value of the column is as good. */
const isHarmless = ({ code, format, constraints, type }: Field): boolean =>
  (!code &&
    !format &&
    !constraints?.enum &&
    !constraints?.minLength &&
    (type === 'string' || ['smallint', 'integer', 'bigint', 'number'].includes(type))) ||
  (constraints?.enum !== undefined && constraints.enum.length > 1);

function otherValue({ constraints, type, example }: Field, value: string): string {
  const codes = constraints?.enum?.map(String) ?? [];
  if (codes.length > 1) return codes.find((code) => code !== value) ?? example;
  if (type === 'string') return value.endsWith('z') ? 'y' : 'z';
  return value === '1' ? '2' : '1';
}

const table: Record<string, Record<string, string>> = {};

describe.each(sources.map((source) => [source.id, source] as const))('%s', (id, source) => {
  it.each(Object.entries(MUTATIONS))('%s', async (name, mutate) => {
    const mutation = mutate(subjectOf(source));
    const row = (table[id] ??= {});
    if ('reason' in mutation) {
      row[name] = `n/a: ${mutation.reason}`;
      expect(
        NOT_APPLICABLE[mutation.reason] ?? [],
        `${id}: ${name} is n/a but not in the list of this test`,
      ).toContain(`${id}: ${name}`);
      return;
    }
    const outcome = await checkCsv(id, mutation.csv);
    row[name] = shortFindings(outcome).join(', ') || 'no findings';
    expect(shortFindings(outcome)).toEqual(mutation.expected);
  });
});

afterAll(() => {
  const lines = Object.entries(table).flatMap(([id, row]) =>
    Object.entries(row).map(([name, found]) => `${id.padEnd(40)} ${name.padEnd(24)} ${found}`),
  );
  process.stdout.write(`\nsource × mutation\n${lines.join('\n')}\n`);
});
