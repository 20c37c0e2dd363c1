/** The emission folder that an emitter gets: its own copy in each scenario, since one of them takes a file away. */
import { cpSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { LocalFile } from '../../conformance/engine/traffic.js';
import { readEmission } from '../../conformance/inputs/emission.js';
import { localFiles } from '../../conformance/inputs/recording/local-files.js';
import { sampleEmission } from '../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import type { EmissionContent } from '../../fixtures/sample/write-emission.js';
import { sources } from '../../specs/sources/index.js';

/** Enough to show every order that is asked for, and small enough for a run of many scenarios. */
const SAMPLE = [
  'district_master/district_mst',
  'school_master/school_mst',
  'grade_details/grade_details',
  'pat/periodic_exam_mst',
  'pat/periodic_exam_qst_mst',
  'pat/periodic_exam_result_trans',
  'inspection_master/inspection_master',
  'user_location_master/user_location_master',
  'student_attendance/student_attendance',
];

/** Made once for all scenarios. */
let sample: EmissionContent | null = null;

function sampleContent(): EmissionContent {
  if (sample === null) {
    const all = sampleEmission();
    sample = new Map(SAMPLE.map((name) => [name, all.get(name) ?? '']));
  }
  return sample;
}

export interface StagedEmission {
  /** Absolute, without a slash at its end; called `cqube_emission`, as cQube asks for. */
  readonly path: string;
  readonly files: readonly LocalFile[];
  readonly remove: (name: string) => void;
}

/** `from` null: the sample. `empty`: only the folder. */
export async function stageEmission(
  parent: string,
  from: string | null,
  empty: boolean,
): Promise<StagedEmission> {
  const path = join(parent, 'cqube_emission');
  mkdirSync(path, { recursive: true });
  if (!empty && from !== null) cpSync(from, path, { recursive: true, dereference: true, filter: leadsOn });
  if (!empty && from === null) writeEmission(path, sampleContent());
  return {
    path,
    files: await zipsOf(path, true),
    remove: (name) => rmSync(join(path, ...name.split('/')), { force: true }),
  };
}

/** Not a link to nowhere, or to a folder that it lies in. */
function leadsOn(path: string): boolean {
  try {
    const target = realpathSync(path);
    const place = realpathSync(dirname(path));
    return place !== target && !place.startsWith(target + sep);
  } catch {
    return false;
  }
}

/** Zips of published names below the folder. `digests` false: nothing is read. */
export async function zipsOf(folder: string, digests: boolean): Promise<readonly LocalFile[]> {
  const { facts } = await readEmission([folder], { sources, asked: [], forcedSource: null });
  return localFiles(facts, digests);
}
