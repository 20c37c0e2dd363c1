/** Foreign keys: each refers to sources and columns that exist, in every variant, and says where it comes from. */
import { describe, expect, it } from 'vitest';
import { nestedCodes } from '../../specs/references/nested-codes.js';
import { namesIn, references, referencesOf } from '../../specs/references/index.js';
import { keySetOf } from '../../specs/references/reference.js';
import type { DataSource, Field } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';

const sourceOf = (id: string): DataSource => {
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) throw new Error(`no source ${id}`);
  return source;
};

const fieldsOf = (source: DataSource, variant: string | null, section: string | null): readonly Field[] =>
  source.sections?.find(({ name }) => name === section)?.fields ??
  source.variants.find(({ name }) => name === variant)?.fields ??
  source.fields;

describe('every reference', () => {
  it.each(
    references.map(
      (one) => [`${one.source} ${one.variant ?? one.section ?? ''} ${keySetOf(one)}`, one] as const,
    ),
  )('%s', (_name, reference) => {
    const own = fieldsOf(sourceOf(reference.source), reference.variant, reference.section);
    expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining([...reference.fields]));
    const target = sourceOf(reference.target);
    expect(reference.targetFields.length).toBe(reference.fields.length);
    const sets = target.variants.length > 0 ? target.variants.map(({ name }) => name) : [null];
    for (const variant of sets) {
      const names = namesIn(target, variant, reference.targetFields) ?? [];
      expect(
        fieldsOf(target, variant, null).map(({ name }) => name),
        `${target.id} ${variant}`,
      ).toEqual(expect.arrayContaining([...names]));
      expect(names.length, `${target.id} ${variant} has the key`).toBe(reference.fields.length);
    }
    expect(reference.origin.where).not.toBe('');
  });
});

it('holds every foreign key that a variant or a section declares', () => {
  const declared = sources.flatMap((source) => {
    if (source.sections) return source.sections.flatMap(({ foreignKeys = [] }) => foreignKeys);
    return source.variants.length > 0
      ? source.variants.flatMap(({ foreignKeys }) => foreignKeys)
      : source.foreignKeys;
  });
  expect(references.length).toBe(declared.length);
});

it('leads from every file with rows of schools to the school master', () => {
  const referring = new Set(
    references.filter(({ target }) => target === 'school_master').map(({ source }) => source),
  );
  for (const { id, kind } of sources) if (kind === 'udise') expect([...referring], id).toContain(id);
  for (const id of [
    'student_attendance',
    'teacher_attendance',
    'inspection_master',
    'user_location_master',
    'infra_trans',
    'grade_details',
    'periodic_exam_result_trans',
    'semester_exam_result_trans',
    'diksha_tpd_mapping',
  ])
    expect([...referring]).toContain(id);
});

it('takes the columns of the variant', () => {
  const clusters = (variant: string): readonly (readonly string[])[] =>
    referencesOf('cluster_master', variant).map(({ fields }) => fields);
  expect(clusters('udise')).toEqual([['udise_block_code']]);
  expect(clusters('state')).toEqual([['BlockId'], ['DistrictId']]);
  expect(namesIn(sourceOf('school_master'), 'state', ['udise_sch_code'])).toEqual(['SchoolId']);
});

it('knows the codes of a row that nest', () => {
  const chain = (id: string, variant: string): readonly string[] =>
    nestedCodes(fieldsOf(sourceOf(id), variant, null));
  expect(chain('school_master', 'udise')).toEqual([
    'state_cd',
    'district_cd',
    'block_cd_1',
    'cluster_cd',
    'udise_sch_code',
  ]);
  expect(chain('district_master', 'udise')).toEqual([]);
  expect(chain('block_master', 'state')).toEqual(['StateId', 'DistrictId', 'BlockId']);
});
