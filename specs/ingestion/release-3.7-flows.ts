/** What sources of one flow of release 3.7 share: which stages there are, and how sure each is. */
import type { Certainty, FateKind, Grounds, HiddenWithout, NeverShown, NotJudged } from './ingestion.js';

export const read = (where: string): Grounds => ({
  certainty: 'code',
  origin: { from: 'pipeline', where: `release 3.7, ${where}` },
});

/** Follows from what was read, but was not run. */
export const inferred = (where: string): Grounds => ({ ...read(where), certainty: 'inferred' });

const EVERYWHERE: Readonly<Partial<Record<FateKind, Grounds>>> = {
  'not-picked-up': read('transformers and storage flow: listing, routing, unpacking'),
  columns: read('column query of each flow'),
  unreadable: inferred('CSV reader of the flows'),
  load: inferred('load: a database error ends in a relation that says nothing'),
  'load-batch': inferred('load: a database error takes its batch of rows with it'),
};

/** Grounds of the stages of one flow; `load` may be surer or less sure than elsewhere. */
export function stagesOf(
  flow: string,
  stages: Readonly<Partial<Record<FateKind, Certainty>>>,
): Readonly<Partial<Record<FateKind, Grounds>>> {
  const own = Object.entries(stages).map(([fate, certainty]) => [
    fate,
    { ...read(`${flow} flow: ${STEPS[fate as FateKind]}`), certainty },
  ]);
  return { ...EVERYWHERE, ...(Object.fromEntries(own) as Partial<Record<FateKind, Grounds>>) };
}

const STEPS: Readonly<Record<FateKind, string>> = {
  'not-picked-up': 'listing',
  columns: 'column query',
  unreadable: 'CSV reader',
  datatype: 'datatype check',
  null: 'null check',
  'same-record': 'filter of equal rows',
  'only-where': 'filter of rows',
  'same-id': 'filter of rows with one id',
  'other-month': 'one month a file',
  'future-month': 'routing of months to come',
  retention: 'retention period',
  load: 'load',
  'load-batch': 'load',
};

export const CHECKED = {
  datatype: 'code',
  null: 'code',
  'same-record': 'code',
  'same-id': 'code',
} as const satisfies Partial<Record<FateKind, Certainty>>;

export const STORED_BEFORE: NotJudged = {
  what: 'rows that cQube has already',
  because: 'it needs what was emitted before: a stored row with the same key is overwritten',
};

/** A school of the hierarchy is one of school_mst, with the parents that its row names. */
export const WITHOUT_SCHOOL: HiddenWithout = {
  target: 'school_master',
  targetFields: ['udise_sch_code'],
  reason: 'their school is not in school_mst: no report shows rows of schools that are not in the hierarchy',
  grounds: read('report queries of each flow: join with school_hierarchy_details'),
  unknown: {
    what: 'rows of schools that are not in the hierarchy',
    because: 'it needs school_mst: such rows are stored and no report shows them',
  },
};

/** Rows that are joined to another file, beside the school. */
export const without = (
  flow: string,
  target: string,
  targetFields: readonly string[],
  what: string,
  effect: string,
): HiddenWithout => ({
  target,
  targetFields,
  reason: effect,
  grounds: read(`${flow} flow: report queries`),
  unknown: { what, because: `it needs ${target}: ${effect}` },
});

export const NEEDS_COORDINATES: NotJudged = {
  what: 'rows of schools without coordinates above 0',
  because: 'it needs school_mst: such rows are stored and no report shows them',
};

/** The hierarchy's columns are shorter than those of the masters it is built from. */
export const longName = (...columns: readonly string[]): NeverShown => ({
  columns,
  unless: { kind: 'at-most', length: 100 },
  reason: 'the name has more than 100 characters, at which the build of the school hierarchy breaks',
  grounds: inferred('static flow: build of the school hierarchy'),
});

/** School 0 and 9999 are no schools to the reports of visits. */
export const RESERVED_IDS: NeverShown = {
  columns: ['SchoolId', 'InspectionId'],
  unless: { kind: 'is-not', values: ['0', '9999'] },
  reason: 'the id of the school or the visit is 0 or 9999, which the reports leave out',
  grounds: read('crc flow: report queries'),
};
