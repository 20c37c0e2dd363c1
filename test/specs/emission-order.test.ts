import { describe, expect, it } from 'vitest';
import { EMISSION_STEPS, PRECEDENCES, emissionStepOf, precedencesOf } from '../../specs/emission-order.js';
import { requirements } from '../../specs/requirements.js';
import { sources } from '../../specs/sources/index.js';

describe('the steps', () => {
  it('hold every source once; add a new source to EMISSION_STEPS', () => {
    expect(EMISSION_STEPS.flatMap((step) => step.sources).toSorted()).toEqual(
      sources.map(({ id }) => id).toSorted(),
    );
  });

  it('keep every precedence', () => {
    for (const { before, after, requirement } of PRECEDENCES)
      for (const first of before)
        for (const second of after)
          expect(emissionStepOf(first), `${first} before ${second} (${requirement})`).toBeLessThan(
            emissionStepOf(second) ?? -1,
          );
  });
});

describe('the precedences', () => {
  it('name sources and requirements that exist', () => {
    const ids = new Set(sources.map(({ id }) => id));
    expect(
      PRECEDENCES.flatMap(({ before, after }) => [...before, ...after]).filter((id) => !ids.has(id)),
    ).toEqual([]);
    const known = new Set<string>(requirements.map(({ id }) => id));
    expect(PRECEDENCES.filter(({ requirement }) => requirement !== null && !known.has(requirement))).toEqual(
      [],
    );
  });

  it('have all six exam files after the grade file (EP-12)', () => {
    expect(PRECEDENCES.find(({ requirement }) => requirement === 'EP-12')?.after).toEqual([
      'periodic_exam_mst',
      'periodic_exam_qst_mst',
      'semester_exam_mst',
      'semester_exam_qst_mst',
      'periodic_exam_result_trans',
      'semester_exam_result_trans',
    ]);
  });

  it.each([
    ['district_master', []],
    ['user_location_master', ['EP-9', 'EP-10']],
    ['periodic_exam_result_trans', ['EP-9', 'EP-11', 'EP-12']],
    ['sch_profile', ['EP-9']],
    ['semester_exam_subject_details', [null, null, null, null]],
    ['no_such_source', []],
  ])('of %s are %j', (id, expected) => {
    expect(precedencesOf(id).map(({ requirement }) => requirement)).toEqual(expected);
  });
});
