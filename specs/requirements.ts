/** The published requirements, in our words, and what of them a folder on disk can show. */
import type { RuleId } from './rule-ids.js';

export interface Requirement {
  readonly id: `EP-${number}`;
  readonly text: string;
  /** Rules that check it beside those whose own requirement it is. */
  readonly alsoCheckedBy: readonly RuleId[];
  /** Why a folder shows nothing of it, or not all; null: the rules see all of it. */
  readonly notOffline: string | null;
}

const TRAFFIC = 'Seen in recorded traffic only (check --journal, run).';
const ORDER =
  'Seen in recorded traffic only (check --journal, run); for a folder the report prints the order to use.';

const requirement = (
  id: `EP-${number}`,
  text: string,
  notOffline: string | null = null,
  alsoCheckedBy: readonly RuleId[] = [],
): Requirement => ({ id, text, alsoCheckedBy, notOffline });

export const requirements: readonly Requirement[] = [
  requirement('EP-1', 'Data are CSV text with a header line, fields separated by a pipe.'),
  requirement('EP-2', 'Each data file is zipped on its own: one CSV to a zip.'),
  requirement('EP-3', 'Files lie in the published tree, under the published names.'),
  requirement('EP-4', 'A file has the columns that its data source lists.'),
  requirement('EP-5', 'The header has them in the listed order.'),
  requirement('EP-6', 'Every API call carries the bearer token.', TRAFFIC),
  requirement('EP-7', 'Each upload uses an upload URL asked for that file, once, within an hour.', TRAFFIC),
  requirement(
    'EP-8',
    'An emission counts once the API has acknowledged it.',
    'Seen in recorded traffic and in the emitter’s exit status only (check --journal, run).',
  ),
  requirement('EP-9', 'Static files are emitted before all others.', ORDER),
  requirement('EP-10', 'inspection_master is emitted before user_location_master.', ORDER),
  requirement('EP-11', 'Exam and question masters are emitted before results.', ORDER),
  requirement('EP-12', 'Grade details are emitted before the PAT and SAT files.', ORDER),
  requirement('EP-13', 'Types, sizes, NOT NULL marks, codes, ranges and patterns of the dictionary hold.'),
  requirement('EP-14', 'No empty files, no blank lines, no characters that break loading.'),
  requirement('EP-15', 'No duplicate records, no two records with one id.'),
  requirement('EP-16', 'PAT and SAT years are written 2020-21.', null, ['table/value-pattern']),
  requirement(
    'EP-17',
    'Administrative codes have 2, 4, 6, 10 and 11 digits, and each begins with its parent’s.',
    'Digits are checked; that a code begins with its parent’s needs several files and is not checked yet.',
    ['table/value-pattern', 'table/value-length'],
  ),
  requirement('EP-18', 'Documented numbers of records and bytes are not exceeded.'),
  requirement('EP-19', 'API calls and uploads use HTTPS.', TRAFFIC),
];
