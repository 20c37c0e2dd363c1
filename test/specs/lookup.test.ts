import { describe, expect, it } from 'vitest';
import { closest } from '../../specs/closest.js';
import { documentedNames } from '../../specs/documented-names.js';
import { findByFile, findSource, headerLine, resolveName } from '../../specs/lookup.js';
import type { DataSource } from '../../specs/source.js';
import { sources } from '../../specs/sources/index.js';

function source(id: string): DataSource {
  const found = findSource(id);
  if (!found) throw new Error(`no source ${id}`);
  return found;
}

describe('findSource', () => {
  it('finds by id, not by stem', () => {
    expect(findSource('school_master')?.stem).toBe('school_mst');
    expect(findSource('school_mst')).toBeUndefined();
    expect(findSource('toString')).toBeUndefined();
  });
});

describe('findByFile', () => {
  it('finds every source and alias by its place in the tree', () => {
    for (const one of sources) {
      expect(findByFile(one.folder, one.stem)).toEqual({ source: one });
      for (const alias of one.aliases)
        expect(findByFile(alias.folder, alias.stem)).toEqual({ source: one, alias });
    }
  });

  it('finds nothing in the wrong folder', () => {
    expect(findByFile('sat', 'periodic_exam_mst')).toBeUndefined();
    expect(findByFile('pat/periodic_exam', 'mst')).toBeUndefined();
  });
});

describe('resolveName', () => {
  it('takes ids, stems and stems of aliases', () => {
    expect(resolveName('school_master')).toEqual({ kind: 'source', source: source('school_master') });
    expect(resolveName('school_mst')).toEqual({ kind: 'source', source: source('school_master') });
    expect(resolveName('periodic_exam_grade_details')).toEqual({
      kind: 'source',
      source: source('grade_details'),
    });
  });

  it('takes the two families', () => {
    const found = [resolveName('semester'), resolveName('diksha')].map((name) =>
      name.kind === 'family' ? [name.family, name.sources.map(({ id }) => id)] : name,
    );
    expect(found).toEqual([
      [
        'semester',
        [
          'semester_exam_mst',
          'semester_exam_qst_mst',
          'semester_exam_subject_details',
          'semester_exam_result_trans',
        ],
      ],
      [
        'diksha',
        [
          'diksha_tpd_mapping',
          'diksha_api_progress_exhaust_batch_ids',
          'diksha_enrolment',
          'diksha_etb_enrolment',
          'diksha_data_summary',
          'diksha_tpd',
        ],
      ],
    ]);
  });

  it('suggests what was probably meant', () => {
    expect(resolveName('student_atendance')).toEqual({
      kind: 'unknown',
      suggestions: ['student_attendance'],
    });
    expect(resolveName('SEMESTER')).toEqual({ kind: 'unknown', suggestions: ['semester'] });
    expect(resolveName('weather')).toEqual({ kind: 'unknown', suggestions: [] });
  });

  it('knows all 48 documented names', () => {
    expect(new Set(documentedNames).size).toBe(48);
    expect(documentedNames.filter((name) => resolveName(name).kind === 'unknown')).toEqual([]);
    expect(documentedNames.filter((name) => resolveName(name).kind === 'family')).toEqual([
      'semester',
      'diksha',
    ]);
  });
});

describe('headerLine', () => {
  it('joins the columns of the first variant with the documented delimiter', () => {
    expect(headerLine(source('grade_details'))).toBe('school_id|grade|students_count');
    expect(headerLine(source('district_master'))).toBe(
      'district_name|udise_district_code|inityear|is_active',
    );
  });

  it('takes a variant, with the comma of the pipeline where only the pipeline has it', () => {
    expect(headerLine(source('district_master'), 'state')).toBe('DistrictId|StateId|District|IsActive');
    expect(headerLine(source('diksha_tpd_mapping'), 'sample')).toBe(
      'Diksha UUID,state,District,School Name,School UDISE ID,status',
    );
    expect(headerLine(source('district_master'), 'sample')).toBeNull();
  });

  it('is the first line of a file of sections', () => {
    expect(headerLine(source('diksha_enrolment'))).toBe('program_name');
  });
});

describe('closest', () => {
  it('ranks by edits, whatever the case, and counts a swap as one', () => {
    expect(closest('SCH_PORFILE', ['tch_profile', 'sch_profile', 'sch_safety'])).toEqual([
      'sch_profile',
      'tch_profile',
    ]);
    expect(closest('abdc', ['abcd', 'wxyz'])).toEqual(['abcd']);
  });

  it('gives three at most, and none that is far away', () => {
    expect(closest('c1_b', ['c2_b', 'c3_b', 'c4_b', 'c5_b'])).toEqual(['c2_b', 'c3_b', 'c4_b']);
    expect(closest('latitude', ['school_name'])).toEqual([]);
    expect(closest('', ['a'])).toEqual([]);
    expect(closest('x', [])).toEqual([]);
  });
});
