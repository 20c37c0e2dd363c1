/** What is to be said of an exchange: passed, or what went wrong. */
import type { ExchangeSummary } from '../../../../admin/events/exchange-summary.js';
import type { Finding } from '../../../../../specs/report.js';
import type { Tone } from '../../parts/tone.js';
import type { IconName } from '../../parts/icon-paths.js';
import { withoutStamp } from '../board/board-model.js';

export interface ExchangeVerdict {
  readonly tone: Tone;
  readonly word: string;
  readonly icon?: IconName;
}

/** Findings by the numbers of the exchanges that prove them. Notes, such as that on plain HTTP, are for the report. */
export function findingsBySeq(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const found = new Map<number, Finding[]>();
  for (const finding of findings.filter(({ severity }) => severity !== 'info')) {
    const { exchanges } = finding.details;
    for (const seq of Array.isArray(exchanges) ? exchanges : []) {
      if (typeof seq !== 'number') continue;
      found.set(seq, [...(found.get(seq) ?? []), finding]);
    }
  }
  return found;
}

/** A fault that was put there on purpose is none of the emitter's. */
export function verdictOf(exchange: ExchangeSummary, findings: readonly Finding[]): ExchangeVerdict {
  const { injectedFault, status, nearMiss } = exchange;
  const rule = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  if (rule !== undefined) {
    const own = isOvertaken(exchange, rule) || rule.severity !== 'error';
    return { tone: own ? 'warn' : 'bad', word: rule.rule.replace(/^journal\//, '') };
  }
  if (injectedFault !== undefined) return { tone: 'info', word: `fault: ${injectedFault}`, icon: 'faults' };
  if (nearMiss !== undefined) return { tone: 'bad', word: 'wrong path' };
  if (status === 0) return { tone: 'warn', word: 'cut off' };
  if (status >= 400) return { tone: 'bad', word: 'refused' };
  return { tone: 'ok', word: 'passed' };
}

/** It did nothing wrong itself: another file came before it that should have waited. */
const isOvertaken = (exchange: ExchangeSummary, { where, details }: Finding): boolean =>
  details['early'] !== undefined && exchange.key !== null && withoutStamp(exchange.key) === where.path;

export const isProblem = (exchange: ExchangeSummary, findings: readonly Finding[]): boolean =>
  findings.length > 0 || exchange.status === 0 || exchange.status >= 400;

export const STEP_WORDS = {
  'upload-url': 'asks for an upload URL',
  's3-post': 'uploads',
  listing: 'lists',
  download: 'downloads',
  api: 'other API call',
  s3: 'other storage request',
  unknown: 'no such route',
} as const satisfies Readonly<Record<ExchangeSummary['step'], string>>;

/** What it was about: the file, else the path. */
export function subjectOf({ sentName, key, url, bucket, step }: ExchangeSummary): string {
  if (step === 'unknown') return pathIn(url);
  return (
    sentName ??
    (key === null ? null : withoutStamp(key)) ??
    (step === 'listing' && bucket !== null ? bucket : pathIn(url))
  );
}

export const pathIn = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '') || '/';
