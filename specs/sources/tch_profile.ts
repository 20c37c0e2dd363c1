import { codeRange, codeText, date, dateLoose, smallint, string, year } from '../columns.js';
import { defineSource } from '../define-source.js';
import { ofSchool, schoolCodeAsNumber, udiseOrigins, udisePipeline } from '../udise.js';

const school = codeText('school');

const fields = [
  school('udise_sch_code', { required: true, description: 'UDISE school code', example: '24010100011' }),
  string('tch_code', { minLength: 3, maxLength: 20, description: 'teacher code when one exists', example: '301001' }),
  string('name', { required: true, maxLength: 50, description: 'teacher name', example: 'Meena Shah' }),
  smallint('gender', { required: true, description: 'gender code', example: 2 }),
  date('dob', { required: true, description: 'birth date', example: '1985-04-12' }),
  smallint('social_cat', { required: true, codes: [1, 2, 3, 4, 5, 6], description: 'social category code', example: 4 }),
  smallint('tch_type', { required: true, codes: codeRange(1, 56), description: 'teacher type code', example: 3 }),
  smallint('nature_of_appt', { required: true, codes: [1, 2, 3], description: 'appointment type code', example: 1 }),
  dateLoose('doj_service', { required: true, description: 'date of joining service', example: '1/6/2010' }),
  smallint('qual_acad', { required: true, default: 0, codes: codeRange(1, 8), description: 'academic qualification code', example: 4 }),
  smallint('qual_prof', { required: true, default: 0, codes: codeRange(1, 8), description: 'professional qualification code', example: 4 }),
  smallint('class_taught', { required: true, default: 0, codes: codeRange(1, 11), description: 'classes taught code', example: 3 }),
  smallint('appt_sub', { required: true, default: 100, codes: codeRange(0, 93), description: 'appointed subject code; 0 means other', example: 3 }),
  smallint('sub_taught1', { required: true, default: 100, codes: codeRange(0, 93), description: 'main subject code; 0 means other', example: 3 }),
  smallint('sub_taught2', { default: 100, codes: codeRange(0, 93), description: 'second subject code; 0 means other', example: 5 }),
  smallint('trn_brc', { required: true, default: 0, description: 'training days at block centre', example: 5 }),
  smallint('trn_crc', { required: true, default: 0, description: 'training days at cluster centre', example: 3 }),
  smallint('trn_diet', { required: true, default: 0, description: 'training days at district institute', example: 2 }),
  smallint('trn_other', { required: true, default: 0, description: 'other training days', example: 0 }),
  smallint('trng_rcvd', { required: true, default: 10, codes: codeRange(0, 7), description: 'training received code', example: 1 }),
  smallint('trng_needed', { required: true, default: 10, codes: codeRange(0, 7), description: 'training needed code', example: 2 }),
  smallint('nontch_days', { required: true, default: 0, description: 'days on non-teaching work', example: 4 }),
  smallint('math_upto', { required: true, default: 0, codes: codeRange(1, 8), description: 'maths studied up to, code', example: 3 }),
  smallint('science_upto', { required: true, default: 0, codes: codeRange(1, 8), description: 'science studied up to, code', example: 3 }),
  smallint('english_upto', { required: true, default: 0, codes: codeRange(1, 8), description: 'English studied up to, code', example: 3 }),
  smallint('lang_study_upto', { required: true, default: 0, codes: codeRange(1, 8), description: 'language studied up to, code', example: 3 }),
  smallint('soc_study_upto', { required: true, default: 0, codes: codeRange(1, 8), description: 'social studies studied up to, code', example: 3 }),
  year('yoj_pres_sch', { required: true, description: 'year of joining this school', example: '2014' }),
  smallint('disability_type', { required: true, default: 1, description: 'disability code', example: 1 }),
  smallint('trained_cwsn', { default: 2, remarkRequired: true, description: 'trained to teach special needs', example: 1 }),
  smallint('trained_comp', { default: 2, remarkRequired: true, description: 'trained to teach with computers', example: 1 }),
];

export const tchProfile = defineSource({
  id: 'tch_profile',
  folder: 'udise',
  stem: 'tch_profile',
  title: 'Teacher Profile',
  report: 'UDISE',
  kind: 'udise',
  delimiter: '|',
  fields,
  primaryKey: ['udise_sch_code', 'name', 'dob'],
  foreignKeys: [ofSchool],
  variants: [],
  aliases: [],
  pipeline: udisePipeline({
    stem: 'tch_profile',
    fields,
    nullChecked: ['udise_sch_code'],
    key: ['udise_sch_code', 'tch_code'],
    notStored: ['name', 'gender', 'dob'],
    maxLengths: { tch_code: 100, yoj_pres_sch: 100 },
    notes: [
      'name, gender and dob are dropped on load.',
      'A blank tch_code breaks its batch: it belongs to the table key and is not null-checked.',
    ],
  }),
  origins: udiseOrigins('udise_tch_profile'),
  conflicts: [
    {
      about: 'default 0',
      says: 'It is not among the printed codes of 8 columns, qual_acad the first.',
      used: 'the printed codes and the default are accepted',
    },
    {
      about: 'default 100',
      says: 'It is not among the printed codes of appt_sub, sub_taught1 and sub_taught2.',
      used: 'the printed codes and the default are accepted',
    },
    {
      about: 'default 10',
      says: 'It is not among the printed codes of trng_rcvd and trng_needed.',
      used: 'the printed codes and the default are accepted',
    },
    { about: 'name, gender and dob', says: 'The table does not keep them.', used: 'asked for in documented' },
    {
      about: 'key',
      says: 'The table keys on udise_sch_code and tch_code.',
      used: 'udise_sch_code, name and dob, as the dictionary states',
    },
    schoolCodeAsNumber,
    {
      about: 'lengths',
      says: 'The table takes 100; the dictionary prints 20 for tch_code and 4 for yoj_pres_sch.',
      used: 'the dictionary in documented, the table in pipeline-3.7',
    },
    {
      about: 'key in a second dictionary',
      says: 'udise_sch_code and tch_code, as in the table.',
      used: 'the first dictionary',
    },
    {
      about: 'tch_code and sub_taught2',
      says: 'NOT NULL is printed, yet their remarks call them optional.',
      used: 'optional',
    },
    {
      about: 'trained_cwsn and trained_comp',
      says: 'Their remarks ask for a value, yet NOT NULL is not printed.',
      used: 'optional, and marked remarkRequired',
    },
    {
      about: 'date format',
      says: 'day/month/year is stated for doj_service only.',
      used: 'd/M/yyyy there, yyyy-MM-dd for dob',
    },
    {
      about: 'soc_study_upto',
      says: 'The dictionary repeats the text of the language column.',
      used: 'social studies, as the name says',
    },
    {
      about: 'blanks',
      says: 'The null check of the flow covers udise_sch_code only.',
      used: 'the printed marks in documented',
    },
  ],
});
