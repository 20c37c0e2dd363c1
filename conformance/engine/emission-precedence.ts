/** Which files must be acknowledged before which others begin, and what came too early. */
import { PRECEDENCES } from '../../specs/emission-order.js';
import type { DataSource } from '../../specs/source.js';
import type { Details, ReportFinding } from './define-rule.js';
import { showText } from './show-value.js';
import type { EmittedFile, Traffic } from './traffic.js';
import { timeOf } from './traffic.js';

/** A precedence between sources, as the published rule of this id has it. */
export interface Precedence {
  readonly first: (source: DataSource) => boolean;
  readonly second: (source: DataSource) => boolean;
  /** One of the first is enough, as with several names of one thing. */
  readonly oneIsEnough: boolean;
  /** Pairs that a rule of their own judges. */
  readonly leaves: (first: DataSource, second: DataSource) => boolean;
}

export type OrderRequirement = 'EP-9' | 'EP-10' | 'EP-11' | 'EP-12';

const published = (requirement: OrderRequirement, first: DataSource, second: DataSource): boolean =>
  PRECEDENCES.some(
    (one) =>
      one.requirement === requirement && one.before.includes(first.id) && one.after.includes(second.id),
  );

export function publishedPrecedence(requirement: OrderRequirement): Precedence {
  const found = PRECEDENCES.find((one) => one.requirement === requirement);
  const before = found?.before ?? [];
  const after = found?.after ?? [];
  return {
    first: ({ id }) => before.includes(id),
    second: ({ id }) => after.includes(id),
    // Grade details have three published names.
    oneIsEnough: requirement === 'EP-12',
    // What EP-10 to EP-12 say of a pair, EP-9 need not say again.
    leaves: (first, second) =>
      requirement === 'EP-9' &&
      (['EP-10', 'EP-11', 'EP-12'] as const).some((other) => published(other, first, second)),
  };
}

export interface Violation {
  readonly details: Details;
  /** Name of the file that should have been first. */
  readonly path: string;
}

const sourceOf = ({ match }: EmittedFile): DataSource | null =>
  match.kind === 'unknown-file' ? null : match.source;

const those = ({ files }: Traffic, wanted: (source: DataSource) => boolean): readonly EmittedFile[] =>
  files.filter((file) => {
    const source = sourceOf(file);
    return source !== null && wanted(source) && file.uploads.length > 0;
  });

/** When the first upload of a file began that came to anything; a refused one left nothing in cQube. */
const begunAt = ({ settledAt, uploads }: EmittedFile): number | null =>
  settledAt === null ? null : Math.min(...uploads.map(({ began }) => began));

/** How many files the precedence has something to say about. */
const countPreceded = (traffic: Traffic, { first, second }: Precedence): number => {
  const [earlier, later] = [those(traffic, first), those(traffic, second)];
  return earlier.length > 0 ? later.length : 0;
};

/** A file that came too late, and those that should have waited for it, the earliest first. */
export interface Disorder {
  readonly first: EmittedFile;
  readonly early: readonly { readonly file: EmittedFile; readonly at: number }[];
}

export function disorders(traffic: Traffic, precedence: Precedence): readonly Disorder[] {
  const later = those(traffic, precedence.second).flatMap((file) => {
    const at = begunAt(file);
    return at === null ? [] : [{ file, at }];
  });
  return firstOnes(traffic, precedence).flatMap((first) => {
    const since = first.settledAt ?? Infinity;
    const early = later
      .filter(({ file, at }) => at < since && !isLeftTo(precedence, first, file))
      .toSorted((one, other) => one.at - other.at);
    return early.length === 0 ? [] : [{ first, early }];
  });
}

/** One violation for each file that came too late, with the earliest of those that it should have preceded. */
const violations = (traffic: Traffic, precedence: Precedence): readonly Violation[] =>
  disorders(traffic, precedence).flatMap(violationsOf);

export const violationsOf = ({ first, early }: Disorder): readonly Violation[] => {
  const [earliest] = early;
  return earliest === undefined ? [] : [violation(first, earliest, early.length)];
};

const isLeftTo = ({ leaves }: Precedence, first: EmittedFile, second: EmittedFile): boolean => {
  const [one, other] = [sourceOf(first), sourceOf(second)];
  return one !== null && other !== null && leaves(one, other);
};

function violation(
  late: EmittedFile,
  earliest: { readonly file: EmittedFile; readonly at: number },
  earlyFiles: number,
): Violation {
  const { settledAt, uploads, name } = late;
  return {
    path: name,
    details: {
      file: showText(name),
      acknowledgedAt: settledAt === null ? null : timeOf(settledAt),
      early: showText(earliest.file.name),
      earlyBeganAt: timeOf(earliest.at),
      earlyFiles,
      exchanges: [...uploads, ...earliest.file.uploads].map(({ seq }) => seq).slice(0, 20),
    },
  };
}

/** Of several names of one thing the first to be acknowledged is the one that counts. */
function firstOnes(traffic: Traffic, { first, oneIsEnough }: Precedence): readonly EmittedFile[] {
  const all = those(traffic, first);
  if (!oneIsEnough) return all;
  const ended = ({ settledAt }: EmittedFile): number => settledAt ?? Infinity;
  return all.toSorted((one, other) => ended(one) - ended(other)).slice(0, 1);
}

/** The sentence of an order rule. */
export const tooEarly = ({ file, acknowledgedAt, early, earlyBeganAt, earlyFiles }: Details): string => {
  const others = Number(earlyFiles) > 1 ? ` (and ${Number(earlyFiles) - 1} more)` : '';
  const late =
    acknowledgedAt === null ? 'was never acknowledged' : `was acknowledged at ${String(acknowledgedAt)}`;
  return `“${String(file)}” ${late}, but “${String(early)}”${others}, which must come after it, began at ${String(earlyBeganAt)}.`;
};

/** What the rules of order have in common: all but their words. */
export function judgedByOrder(requirement: OrderRequirement) {
  const order = publishedPrecedence(requirement);
  return {
    scope: 'journal',
    level: 'must',
    requirement,
    message: tooEarly,
    needs: ['beginning'],
    counts: (traffic: Traffic) => countPreceded(traffic, order),
    check: (traffic: Traffic, report: ReportFinding) => {
      for (const { details, path } of violations(traffic, order)) report(details, [], { path });
    },
  } as const;
}
