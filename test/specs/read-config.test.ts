/** What is taken for a configuration, against the published schema, and what is told of the rest. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineProblems } from '../../specs/baseline.js';
import { configJsonSchema } from '../../specs/config-schema.js';
import { readConfig } from '../../specs/read-config.js';

const WHOLE = {
  $schema: './node_modules/cqube-conform/specs/config.schema.json',
  profile: 'documented',
  failOn: 'warning',
  failOnLoss: '2.5%',
  only: ['table'],
  skip: ['table/blank'],
  formats: ['pretty', 'junit=report.xml'],
  baseline: 'baseline.json',
  sources: ['grade_details'],
  variants: { district_master: 'udise' },
  columns: [
    {
      source: 'grade_details',
      name: 'medium',
      type: 'string',
      required: true,
      maxLength: 20,
      enum: ['a', 1],
    },
  ],
  overrides: [{ rules: { 'table/blank-line': 'off' }, files: ['pat/**'], reason: 'x' }],
  limits: { samples: 5, memory: '256M', jobs: 2, expansionRatio: 100, unpackedBytes: 1000 },
};
const problems = (value: unknown): readonly string[] => {
  const reading = readConfig(value);
  return reading.kind === 'problems' ? reading.problems : [];
};

describe('a configuration', () => {
  it('is taken as it stands', () => {
    expect(readConfig(WHOLE)).toEqual({ kind: 'config', config: WHOLE });
    expect(readConfig({})).toEqual({ kind: 'config', config: {} });
  });

  const validate = new Ajv2020().compile(configJsonSchema());
  const placesIn = (value: unknown, way: readonly string[] = []): readonly (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [[...way, key], ...placesIn(inner, [...way, key])])
      : [];
  const places = placesIn(WHOLE);

  it('is never one that its schema refuses', () => {
    const other = fc.constantFrom<unknown>(
      null,
      true,
      -1,
      1.5,
      0,
      '',
      'x',
      [],
      {},
      ['x'],
      [{}],
      'a\u0000b',
      1e99,
    );
    fc.assert(
      fc.property(fc.nat(), other, fc.boolean(), (at, value, adds) => {
        const document = structuredClone(WHOLE) as Record<string, unknown>;
        const way = places[at % places.length] ?? [];
        const holder = way
          .slice(0, -1)
          .reduce((inner, key) => inner[key] as Record<string, unknown>, document);
        holder[adds && !Array.isArray(holder) ? 'unheardOf' : (way.at(-1) ?? '')] = value;
        // It says more: prefixes that begin no rule id, columns that are there, variants that are not.
        if (problems(document).length === 0) expect(validate(document), JSON.stringify(document)).toBe(true);
        if (!validate(document)) expect(problems(document).length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [{ profil: 'x' }, 'profil: unknown property; did you mean `profile`?'],
    [{ overrides: [{ rules: { 'table/blank-lin': 'off' } }] }, 'did you mean `table/blank-line`?'],
    [{ only: ['tabel'] }, 'no rule id begins with "tabel"'],
    [{ sources: ['grade_detail'] }, 'did you mean `grade_details`?'],
    [{ variants: { grade_details: 'x' } }, 'there is nothing to pin'],
    [{ variants: { district_master: 'udice' } }, 'did you mean `udise`?'],
    [
      { columns: [{ source: 'grade_details', name: 'GRADE', type: 'string' }] },
      'has a column "GRADE" already',
    ],
    [
      { columns: [{ source: 'grade_details', name: 'x', type: 'string', after: 'grad' }] },
      'did you mean `grade`?',
    ],
    [{ columns: [{ source: 'diksha_enrolment', name: 'x', type: 'string' }] }, 'a file of sections'],
    [{ columns: [{ source: 'grade_details', name: 'a|b', type: 'string' }] }, 'without | , ; or quotes'],
    [{ formats: ['json=/etc/x'] }, 'below the working directory'],
    [{ formats: ['json=../x'] }, 'below the working directory'],
    [{ formats: ['json=a/../../x'] }, 'below the working directory'],
    [{ formats: ['json=C:x'] }, 'below the working directory'],
    [{ overrides: [{ rules: {}, files: ['a\\b'] }] }, 'a glob of paths with /'],
    [JSON.parse('{"__proto__": {"x": 1}}') as unknown, '__proto__: unknown property'],
    [JSON.parse('{"variants": {"__proto__": "x"}}') as unknown, 'unknown data source'],
    [[], 'must be an object'],
    [null, 'must be an object'],
  ])('%j is none', (value, expected) => {
    expect(problems(value).join('\n')).toContain(expected);
  });

  it('may add the same column to two sources, and not twice to one', () => {
    const column = { source: 'grade_details', name: 'x', type: 'string' };
    expect(problems({ columns: [column, { ...column, source: 'subject_details' }] })).toEqual([]);
    expect(problems({ columns: [column, column] })).toHaveLength(1);
  });
});

describe('a baseline file', () => {
  const entry = {
    rule: 'table/blank-line',
    path: 'a.zip',
    count: 1,
    reason: 'r',
    owner: 'o',
    until: '2020-02-29',
  };
  it.each([
    [{ version: 1, entries: [entry] }, ''],
    [{ version: 2, entries: [] }, 'version'],
    [{ version: 1, entries: [{ ...entry, until: '2021-02-29' }] }, 'the calendar has no 2021-02-29'],
    [{ version: 1, entries: [{ ...entry, owner: ' ' }] }, 'one line that says who'],
    [{ version: 1, entries: [{ ...entry, count: 0 }] }, 'count'],
    [{ version: 1, entries: [entry, entry] }, 'says the same as entries[0]'],
    [{ version: 1, entries: [{ ...entry, line: 3 }] }, 'unknown property'],
  ])('%j', (value, expected) => {
    const told = baselineProblems(value).join('\n');
    if (expected === '') expect(told).toBe('');
    else expect(told).toContain(expected);
  });
});
