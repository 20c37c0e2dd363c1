import { bigint, date, string } from '../columns.js';
import { defineSource } from '../define-source.js';
import type { ForeignKey } from '../source.js';

/** In two of the sections. */
const ofDistrict: ForeignKey = {
  fields: ['district_id'],
  reference: { source: 'district_master', fields: ['udise_district_code'] },
  origin: 'pipeline',
};

export const dikshaEnrolment = defineSource({
  id: 'diksha_enrolment',
  folder: 'diksha_enrolment',
  stem: 'diksha_enrolment',
  title: null,
  report: null,
  kind: 'static',
  family: 'diksha',
  delimiter: ',',
  fields: [],
  primaryKey: [],
  foreignKeys: [],
  variants: [],
  sections: [
    {
      name: 'diksha_program_course_details',
      endMarker: 'End of Program-Course Details',
      fields: [
        string('program_name', { description: 'program name', example: 'Teacher Foundation Course' }),
      ],
      primaryKey: [],
      openEnded: true,
    },
    {
      name: 'diksha_program_details',
      endMarker: 'End Of program details',
      fields: [
        string('program_name', { required: true, description: 'program name', example: 'Teacher Foundation Course' }),
        bigint('district_id', { required: true, description: 'district id', example: 2401 }),
        bigint('expected_enrollments', { description: 'enrolments expected', example: 1200 }),
      ],
      primaryKey: ['program_name', 'district_id'],
      foreignKeys: [ofDistrict],
    },
    {
      name: 'diksha_course_details',
      endMarker: 'End Of Course details',
      fields: [
        string('course_id', { required: true, description: 'DIKSHA course id', example: 'do_31307361357558579213961' }),
        date('course_start_date', { required: true, description: 'course start', example: '2020-07-01' }),
        date('course_end_date', { description: 'course end', example: '2020-09-30' }),
      ],
      primaryKey: ['course_id'],
    },
    {
      name: 'diksha_course_enrolment',
      endMarker: 'End of Course enrolments',
      fields: [
        string('course_id', { required: true, description: 'DIKSHA course id', example: 'do_31307361357558579213961' }),
        bigint('district_id', { required: true, description: 'district id', example: 2401 }),
        bigint('expected_enrollment', { description: 'enrolments expected', example: 1200 }),
      ],
      primaryKey: ['course_id', 'district_id'],
      foreignKeys: [ofDistrict],
    },
  ],
  aliases: [{ folder: 'diksha_enrolment', stem: 'diksha_enrolment_tpd' }],
  pipeline: {
    keyPrefixes: ['diksha_enrolment/'],
    stemPrefix: 'diksha_enrolment',
    delimiter: ',',
    nullWord: 'null',
    trims: true,
    duplicateKey: 'all-dropped',
    table: null,
    layouts: {
      diksha_program_course_details: {
        required: ['program_name'],
        read: ['program_name'],
        nullChecked: ['program_name'],
        key: [],
      },
      diksha_program_details: {
        required: ['program_name', 'district_id', 'expected_enrollments'],
        read: ['program_name', 'district_id', 'expected_enrollments'],
        nullChecked: ['program_name', 'district_id'],
        key: ['program_name', 'district_id'],
        types: { district_id: { is: 'int' }, expected_enrollments: { is: 'long' } },
      },
      diksha_course_details: {
        required: ['course_id', 'course_start_date', 'course_end_date'],
        read: ['course_id', 'course_start_date', 'course_end_date'],
        nullChecked: ['course_id', 'course_start_date'],
        key: [],
        types: { course_start_date: { is: 'date' }, course_end_date: { is: 'date' } },
      },
      diksha_course_enrolment: {
        required: ['course_id', 'district_id', 'expected_enrollment'],
        read: ['course_id', 'district_id', 'expected_enrollment'],
        nullChecked: ['course_id', 'district_id'],
        key: ['course_id', 'district_id'],
        types: { district_id: { is: 'int' } },
      },
    },
    notes: [
      'A script cuts the file into four files with pipes and puts them back into the emission bucket; all four must arrive.',
      'The layouts are those of the cut files, which the static flow reads; for the first one the course columns become rows.',
      'district_id is joined to the district codes of district_mst.',
    ],
  },
  origins: [
    { from: 'documentation', where: 'emission page; the dictionary has no sheet for it' },
    { from: 'database', where: 'release 3.7, diksha.sql' },
    { from: 'pipeline', where: 'release 3.7, static flow: parameters, tables, queries' },
  ],
  conflicts: [
    {
      about: 'shape',
      says: 'The documentation asks for one flat table with pipes; the file is four tables with commas, each closed by a marker line.',
      used: 'sections, with a comma in both profiles',
    },
    {
      about: 'first section',
      says: 'It is wide: program_name and then one column for each course id.',
      used: 'program_name first, open at the end',
    },
    {
      about: 'split files',
      says: 'The script that cuts the file writes pipes and lower-case headers.',
      used: 'the file as it is emitted, before the cut',
    },
    {
      about: 'name',
      says: 'The guide to the sample data says diksha_enrolment_tpd.',
      used: 'diksha_enrolment; the other one is an alias',
    },
  ],
});
