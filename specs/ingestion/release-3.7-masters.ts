/** Release 3.7: the masters, and what is counted by grade and subject (static flow; two of them in pat and sat too). */
import type { SourceIngestion } from './ingestion.js';
import {
  CHECKED,
  inferred,
  longName,
  read,
  stagesOf,
  STORED_BEFORE,
  WITHOUT_SCHOOL,
} from './release-3.7-flows.js';

export const geographic: SourceIngestion = {
  grounds: stagesOf('static', CHECKED),
  datatypeChecked: true,
  notJudged: [
    {
      what: 'whether the installation reads these columns',
      because:
        'it is set to the udise or to the state columns (static_datasource); a file with the others is refused',
    },
    STORED_BEFORE,
  ],
};

export const master: SourceIngestion = {
  grounds: stagesOf('static', CHECKED),
  datatypeChecked: true,
  notJudged: [STORED_BEFORE],
};

export const exam = (flow: string): SourceIngestion => ({
  grounds: stagesOf(flow, CHECKED),
  datatypeChecked: true,
  notJudged: [STORED_BEFORE],
});

/** Emitted in its own folder; under its name in pat or sat the upsert has its key in either mode. */
export const enrolment: SourceIngestion = {
  ...master,
  defects: [
    {
      id: 'no-upsert-key-in-udise-mode',
      reason:
        'an installation that is set to the udise columns has no upsert key for this folder, and the load fails (the same file in pat/ or sat/ loads)',
      hits: { kind: 'all' },
      grounds: inferred('static flow: update keys exist in state mode only'),
    },
  ],
  hiddenWithout: [WITHOUT_SCHOOL],
  byFolder: {
    pat: { ...exam('pat'), hiddenWithout: [WITHOUT_SCHOOL] },
    sat: { ...exam('sat'), hiddenWithout: [WITHOUT_SCHOOL] },
  },
};

/** The same of subjects, which belong to no school. */
export const subjects: SourceIngestion = {
  ...enrolment,
  hiddenWithout: [],
  byFolder: { pat: exam('pat') },
};

export const school: SourceIngestion = {
  ...geographic,
  // The null check of the coordinates and the blank school code that breaks its batch both need it so; and the
  // published sample, which has no category in any row, would lose every school.
  blankPassesCheck: true,
  blankBreaksLoad: ['udise_sch_code', 'SchoolId'],
  neverShown: [
    longName('school_name', 'School'),
    {
      columns: ['school_name', 'School'],
      unless: { kind: 'without', characters: ['[', ']'] },
      reason: 'the name holds a square bracket, at which queries of the exam reports break',
      grounds: inferred('pat and sat flows: report queries'),
    },
    {
      columns: ['udise_sch_code', 'SchoolId'],
      unless: { kind: 'is-not', values: ['9999'] },
      reason: 'the id 9999 stands for “others”, and is no school to the reports',
      grounds: read('static flow: build of the school hierarchy'),
    },
    {
      columns: ['latitude', 'longitude'],
      unless: { kind: 'above-zero' },
      reason: 'a coordinate is not above 0: no map shows the school, nor any row that belongs to it',
      grounds: read('static flow: build of the school hierarchy'),
    },
  ],
  notJudged: [
    ...geographic.notJudged,
    {
      what: 'whether coordinates are asked for',
      because: 'an installation without maps (map_name none) checks the name alone, and keeps such schools',
    },
    {
      what: 'blanks in number columns such as sch_category_id',
      because:
        'the datatype check is taken to let them pass, as the published sample has them in every row; if it does not, such rows are lost',
    },
  ],
  hiddenWithout: (
    [
      ['district', 'udise_district_code'],
      ['block', 'udise_block_code'],
      ['cluster', 'udise_cluster_code'],
    ] as const
  ).map(([place, code]) => ({
    target: `${place}_master`,
    targetFields: [code],
    reason: `their ${place} is not in ${place}_mst: the hierarchy has no such school, and no report shows it or what belongs to it`,
    grounds: inferred('static flow: build of the school hierarchy'),
    unknown: {
      what: `schools without their ${place}`,
      because: `it needs ${place}_mst: the hierarchy is built from what is there when school_mst arrives`,
    },
  })),
};
