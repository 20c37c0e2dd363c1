/** What would be packed from where to where, or why nothing is. Pure: nothing is read here. */
import type { PublishedFile, PublishedTree } from '../../conformance/inputs/published-tree.js';
import { oneLine } from '../../conformance/inputs/one-line.js';
import type { Found, FoundCsv, PassedOver } from './found.js';
import { wrongCall } from './pack-error.js';
import type { PackProblem } from './pack-error.js';
import { tellSource } from './tell-source.js';
import type { Forced, Told, ToldBy } from './tell-source.js';

export interface PackItem {
  readonly csv: FoundCsv;
  readonly file: PublishedFile;
  readonly by: ToldBy;
}

export interface PackPlan {
  /** In the order of the paths that they get. */
  readonly items: readonly PackItem[];
  readonly packed: readonly PassedOver[];
  readonly passedOver: readonly PassedOver[];
  /** Not empty: nothing may be written. */
  readonly problems: readonly PackProblem[];
}

/** CSVs of one target that an error names. */
const NAMED_TWINS = 5;

export function planPack(found: Found, tree: PublishedTree, forced: Forced | null): PackPlan {
  const problems: PackProblem[] = [...found.problems];
  const byTarget = new Map<string, PackItem[]>();
  const twice: PassedOver[] = [];
  for (const csv of found.csvs) {
    const told = tellSource(csv, tree, forced);
    if (told.kind !== 'told') {
      problems.push(wrongCall(whyNot(csv, told)));
      continue;
    }
    const item = { csv, file: told.file, by: told.by };
    const others = byTarget.get(told.file.path) ?? [];
    const same = others.find((other) => other.csv.realPath === csv.realPath);
    if (same) twice.push({ shown: csv.shown, why: `the same file as ${oneLine(same.csv.shown)}` });
    else byTarget.set(told.file.path, [...others, item]);
  }
  for (const [path, items] of byTarget) if (items.length > 1) problems.push(wrongCall(twins(path, items)));
  return {
    items: [...byTarget.values()].flat().toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1)),
    packed: found.packed,
    passedOver: [...found.passedOver, ...twice],
    problems,
  };
}

function whyNot({ shown, header }: FoundCsv, told: Exclude<Told, { kind: 'told' }>): string {
  const name = oneLine(shown);
  if (told.kind === 'ambiguous') {
    const paths = told.files.map(({ path }) => path).join(', ');
    const ids = told.files.map(({ source }) => source.id).join(' or ');
    return `${name}: its header fits ${paths} alike; give the CSV the name of one of them, or pack it alone with --source ${ids}`;
  }
  const line = header === null ? 'it has no header line' : 'its header fits no data source';
  const near = told.suggestions.length > 0 ? ` (did you mean ${told.suggestions.join(', ')}?)` : '';
  return `${name}: neither its name nor its place is published, and ${line}; rename it${near}, move it away, or pack it alone with --source`;
}

function twins(path: string, items: readonly PackItem[]): string {
  const named = items.slice(0, NAMED_TWINS).map(({ csv, by }) => `${oneLine(csv.shown)} (${TOLD_BY[by]})`);
  const more = items.length > NAMED_TWINS ? [`${items.length - NAMED_TWINS} more`] : [];
  return `${items.length} CSVs for ${path}: ${[...named, ...more].join(', ')}; cQube takes one file, so join them or leave all but one out`;
}

export const TOLD_BY = {
  option: 'told by --source',
  place: 'told by its folder and name',
  name: 'told by its name',
  'name-but-case': 'told by its name, upper and lower case aside',
  header: 'told by its header',
} as const satisfies Record<ToldBy, string>;
