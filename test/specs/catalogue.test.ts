import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentedNames } from '../../specs/documented-names.js';
import { resolveName } from '../../specs/lookup.js';
import { CODE_DIGITS } from '../../specs/source.js';
import type { DataSource, Field, ForeignKey } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';

const byId = new Map(sources.map((source) => [source.id, source]));
const stemsOf = (source: DataSource): string[] => [source.stem, ...source.aliases.map((alias) => alias.stem)];
const names = (fields: readonly Field[]): string[] => fields.map((field) => field.name);

/** Every column set of a source, with a label for messages. */
const columnSets = (source: DataSource) => [
  { label: source.id, ...source },
  ...source.variants.map((variant) => ({ label: `${source.id}, variant ${variant.name}`, ...variant })),
  ...(source.sections ?? []).map((section) => ({
    label: `${source.id}, section ${section.name}`,
    ...section,
    foreignKeys: [],
  })),
];
const everyColumnSet = sources.flatMap(columnSets);

const twice = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);
const strangers = (wanted: readonly string[], known: readonly string[]): string[] =>
  wanted.filter((name) => !known.includes(name));

describe('the registry', () => {
  it('lists the 58 emitted files, 32 of them UDISE', () => {
    expect(sources).toHaveLength(58);
    expect(sources.filter((source) => source.kind === 'udise')).toHaveLength(32);
    expect(sources.filter((source) => source.kind === 'static')).toHaveLength(17);
    expect(sources.filter((source) => source.kind === 'transaction')).toHaveLength(9);
  });

  it('holds 1,214 columns', () => {
    expect(sources.reduce((sum, source) => sum + source.fields.length, 0)).toBe(1214);
  });

  it('has one file for each source, named as its stem', () => {
    const folder = new URL('../../specs/sources/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
    const expected = sources.map((source) => `${source.stem}.ts`);
    expect(
      strangers(files, expected),
      'add an import and an array line to specs/sources/index.ts for',
    ).toEqual([]);
    expect(strangers(expected, files), 'rename the file in specs/sources to the stem of its source').toEqual(
      [],
    );
  });

  it('has ids, stems and paths once only', () => {
    const paths = sources.flatMap((source) =>
      [source, ...source.aliases].map(({ folder, stem }) => `${folder}/${stem}`),
    );
    expect(twice(sources.map((source) => source.id)), 'give one of the two sources another id').toEqual([]);
    expect(
      twice(sources.flatMap((source) => [...new Set(stemsOf(source))])),
      'two sources claim the stem',
    ).toEqual([]);
    expect(twice(paths), 'two sources or aliases claim the path').toEqual([]);
  });

  it('is plain data', () => {
    expect(
      JSON.parse(JSON.stringify(sources)),
      'keep functions, dates and undefined out of specs/sources',
    ).toEqual(sources);
    const undefinedKey = /undefined/.exec(
      JSON.stringify(sources, (_, value: unknown) => (value === undefined ? 'undefined' : value)),
    );
    expect(undefinedKey, 'leave the key out instead of setting it to undefined').toBeNull();
  });

  it.each(documentedNames)('knows the documented name %s', (name) => {
    expect(
      resolveName(name).kind,
      `no source or family is called ${name}: see specs/documented-names.ts`,
    ).not.toBe('unknown');
  });
});

describe.each(everyColumnSet)('columns of $label', ({ label, fields, primaryKey, foreignKeys }) => {
  const known = names(fields);

  it('has each name once, and keys that are columns', () => {
    expect(twice(known), `${label}: two columns of one name`).toEqual([]);
    expect(strangers(primaryKey, known), `${label}: primaryKey names what is no column`).toEqual([]);
    const optionalKeys = fields.filter(
      (field) => primaryKey.includes(field.name) && !field.constraints?.required,
    );
    expect(names(optionalKeys), `${label}: a key column needs required: true`).toEqual([]);
  });

  it.each(foreignKeys)('refers from $fields to a column that exists', (key) => {
    expect(strangers(key.fields, known), `${label}: a foreign key starts at what is no column`).toEqual([]);
    const target = byId.get(key.reference.source);
    expect(target, `${label}: ${key.reference.source} is no source id (a stem is not enough)`).toBeDefined();
    const missing = strangers(key.reference.fields, names(target?.fields ?? []));
    expect(missing, `name the columns of the first variant of ${key.reference.source}`).toEqual([]);
    expect(key.reference.fields).toHaveLength(key.fields.length);
  });

  it('has each foreign key once', () => {
    expect(twice(foreignKeys.map((key) => `${key.fields.join()} to ${key.reference.source}`)), label).toEqual(
      [],
    );
  });

  it('shows examples that satisfy their own constraints', () => {
    const wrong = fields.flatMap((field) => faultsOf(field).map((fault) => `${field.name}: ${fault}`));
    expect(wrong, `${label}: change the example, or the constraint if the dictionary says so`).toEqual([]);
  });

  it('shows examples of foreign keys that exist in the source they refer to', () => {
    const wrong = foreignKeys.flatMap((key) => danglingExamples(key, fields));
    expect(
      wrong,
      `${label}: all examples together are one small world, so use the value of the target`,
    ).toEqual([]);
  });

  it('describes every column', () => {
    expect(
      names(fields.filter((field) => field.description.trim() === '')),
      `${label}: add a description`,
    ).toEqual([]);
  });
});

describe.each(sources.map((source) => ({ id: source.id, source })))('facts of $id', ({ source }) => {
  const setNamed = (name: string): readonly string[] | undefined => {
    if (name === 'default' && source.variants.length === 0) return names(source.fields);
    const set = [...source.variants, ...(source.sections ?? [])].find((candidate) => candidate.name === name);
    return set && names(set.fields);
  };

  it('puts the fields of the first variant on top', () => {
    const [first] = source.variants;
    if (!first) return;
    expect(source.fields, 'fields must be those of the first variant').toEqual(first.fields);
    expect(source.primaryKey).toEqual(first.primaryKey);
    expect(source.foreignKeys).toEqual(first.foreignKeys);
    expect(first.basis, 'the first variant must be one of the dictionary').toBe('dictionary');
    expect(first.equivalents, 'equivalents point to the first variant, so it has none').toBeUndefined();
  });

  it.each(source.variants)('maps equivalents of variant $name to columns of the first', (variant) => {
    const equivalents = Object.entries(variant.equivalents ?? {});
    expect(
      strangers(
        equivalents.map(([from]) => from),
        names(variant.fields),
      ),
      'no column of the variant',
    ).toEqual([]);
    expect(
      strangers(
        equivalents.map(([, to]) => to),
        names(source.fields),
      ),
      'no column of the first variant',
    ).toEqual([]);
  });

  it('has layouts of variants that exist, with columns that exist', () => {
    const layouts = Object.entries(source.pipeline.layouts);
    expect(layouts.length, 'say what the flow reads: add a layout').toBeGreaterThan(0);
    for (const [name, layout] of layouts) {
      const known = setNamed(name);
      expect(
        known,
        `layout ${name}: no variant or section is called so (default: a source without variants)`,
      ).toBeDefined();
      const { required, read, nullChecked, key, types = {}, maxLengths = {}, notStored = [] } = layout;
      const used = [
        required,
        read,
        nullChecked,
        key,
        Object.keys(types),
        Object.keys(maxLengths),
        notStored,
      ].flat();
      expect(strangers(used, known ?? []), `layout ${name} names what is no column of it`).toEqual([]);
      expect(
        strangers([...nullChecked, ...key], read),
        `layout ${name} checks what it does not read`,
      ).toEqual([]);
    }
  });

  it('names legal pairs with printed codes', () => {
    if (!source.allowedPairs) return;
    const { fields, values } = source.allowedPairs;
    expect(strangers(fields, names(source.fields)), 'allowedPairs name what is no column').toEqual([]);
    const [first, second] = fields.map((name) => source.fields.find((field) => field.name === name));
    expect(values).toContainEqual([Number(first?.example), Number(second?.example)]);
    expect(
      strangers(
        values.map(([code]) => String(code)),
        (first?.constraints?.enum ?? []).map(String),
      ),
    ).toEqual([]);
    expect(
      strangers(
        values.map(([, code]) => String(code)),
        (second?.constraints?.enum ?? []).map(String),
      ),
    ).toEqual([]);
  });

  it('keeps the header order of the flow as a permutation of its columns, where the flow enforces one', () => {
    const { headerOrder } = source.pipeline;
    const enforced = source.kind === 'udise' || source.pipeline.table?.startsWith('crc_') === true;
    expect(headerOrder !== undefined, 'the flow enforces the order of udise and crc headers only').toBe(
      enforced,
    );
    expect([...(headerOrder ?? [])].toSorted()).toEqual(
      enforced
        ? names(source.fields)
            .map((name) => name.toLowerCase())
            .toSorted()
        : [],
    );
  });

  it('says where its facts come from', () => {
    expect(source.origins.length, 'add origins').toBeGreaterThan(0);
    const texts = [
      ...source.conflicts.flatMap(({ about, says, used }) => [about, says, used]),
      ...source.pipeline.notes,
    ];
    expect(
      texts.filter((text) => text.trim() === ''),
      'an empty conflict or note',
    ).toEqual([]);
  });

  it('belongs to the 32 files that refer to a school, if it is a UDISE file', () => {
    if (source.kind !== 'udise') return;
    expect(
      source.foreignKeys.map((key) => key.reference.source),
      'add ofSchool to foreignKeys',
    ).toContain('school_master');
    expect(source.primaryKey, 'every UDISE key holds the school').toContain('udise_sch_code');
  });
});

/** `fields` of the key hold other examples than the columns they refer to. */
function danglingExamples(key: ForeignKey, fields: readonly Field[]): string[] {
  return key.fields.flatMap((name, place) => {
    const own = fields.find((field) => field.name === name)?.example;
    const target = byId
      .get(key.reference.source)
      ?.fields.find((field) => field.name === key.reference.fields[place]);
    return own === target?.example
      ? []
      : [`${name} is ${own}, ${key.reference.source}.${target?.name} is ${target?.example}`];
  });
}

const INTEGER_BITS = { smallint: 16, integer: 32, bigint: 64 } as const;

const PATTERNS: Partial<Record<Field['type'], RegExp>> = {
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false|t|f|1|0|yes|no)$/i,
  timestamp: /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2}(\.\d+)?)?$/,
  time: /^\d{2}:\d{2}(:\d{2})?$/,
};

/** A second, simple reading of the constraints: it shares no code with the checks of the kit. */
function faultsOf(field: Field): string[] {
  const { example, type, code, constraints = {} } = field;
  const faults: string[] = [];
  const unless = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${example} ${fault}`);
  };
  unless(
    example !== '' && !/[|,"'[\]\r\n\\]/.test(example) && example === example.trim(),
    'is blank or holds a special character',
  );
  if (type === 'smallint' || type === 'integer' || type === 'bigint') {
    unless(
      /^-?\d+$/.test(example) && BigInt(example) === BigInt.asIntN(INTEGER_BITS[type], BigInt(example)),
      `is no ${type}`,
    );
  }
  unless(PATTERNS[type]?.test(example) ?? true, `is no ${type}`);
  if (type === 'date') unless(isDay(example, field.format), `is no date ${field.format ?? 'yyyy-MM-dd'}`);
  if (field.format === 'true|false')
    unless(example === 'true' || example === 'false', 'is neither true nor false');
  if (field.format === 'year') unless(/^\d{4}$/.test(example), 'is no year');
  if (field.format === 'academic-year') unless(isAcademicYear(example), 'is no academic year');
  if (code) unless(/^\d+$/.test(example) && example.length === CODE_DIGITS[code], `is no ${code} code`);
  const { minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = constraints;
  const length = Array.from(example).length;
  unless(length >= minLength && length <= maxLength, `has ${length} characters`);
  if (Number.isFinite(minimum) || Number.isFinite(maximum)) {
    unless(Number(example) >= minimum && Number(example) <= maximum, 'is out of range');
  }
  const codes = constraints.enum && [...constraints.enum, field.default];
  unless(codes?.map(String).includes(example) ?? true, 'is no printed code');
  return faults;
}

function isAcademicYear(text: string): boolean {
  const [, first, second] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  return first !== undefined && (Number(first) + 1) % 100 === Number(second);
}

const DAYS = {
  'yyyy-MM-dd': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  'dd/MM/yyyy': /^(?<day>\d{2})\/(?<month>\d{2})\/(?<year>\d{4})$/,
  'd/M/yyyy': /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})$/,
} as const;

function isDay(text: string, format: Field['format'] = 'yyyy-MM-dd'): boolean {
  const pattern = Object.entries(DAYS).find(([name]) => name === format)?.[1];
  const { year, month, day } = pattern?.exec(text)?.groups ?? {};
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
