/** What an emission tells on standard output. */
import { visible } from '../../conformance/engine/show-value.js';
import type { EmitResult } from '../../fixtures/emitter/emit.js';
import type { FileOutcome } from '../../fixtures/emitter/outcome.js';
import type { EmissionPlan, LeftOut } from '../../fixtures/emitter/plan.js';
import { EXIT } from '../exit-codes.js';
import { amountOf } from './ask.js';

/** Files that were left alone, named before the rest is only counted. */
const LISTED = 20;
const WIDTH = 'acknowledged'.length;

const bytesText = (bytes: number): string =>
  `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

export function planLines(plan: EmissionPlan): readonly string[] {
  const ranks = plan.ranks.flatMap(({ why, files }, index) => [
    `${index + 1}. ${why}`,
    ...files.map(({ path, bytes }) => `   ${visible(path)}  ${bytesText(bytes)}`),
  ]);
  return [
    ...ranks,
    ...otherLines(plan),
    '',
    `${amountOf(plan)} in ${count(plan.ranks.length, 'rank')} would be sent; nothing was.`,
  ];
}

/** What of the folder is not sent, and why. */
export const otherLines = ({ leftOut, unreadable }: EmissionPlan): readonly string[] => [
  ...listed('unreadable', unreadable),
  ...listed('left alone', leftOut),
];

function listed(what: string, files: readonly LeftOut[]): readonly string[] {
  const lines = files
    .slice(0, LISTED)
    .map(({ path, why }) => `${what.padEnd(WIDTH)}  ${visible(path)} (${visible(why)})`);
  const more = files.length - LISTED;
  return more > 0 ? [...lines, `${what.padEnd(WIDTH)}  ${count(more, 'more file')}`] : lines;
}

/** What is told even where it is quiet; what was not sent is only counted then. */
export const isFailure = ({ state }: FileOutcome): boolean => state === 'failed' || state === 'withheld';

export function outcomeLine({ path, state, reason, receipt }: FileOutcome): string {
  const shown = visible(path);
  switch (state) {
    case 'acknowledged': {
      const attempts = receipt && receipt.attempts > 1 ? `, attempt ${receipt.attempts}` : '';
      const how = receipt?.by === 'listing' ? ', its answer was lost: found in the bucket' : '';
      return `acknowledged  ${shown}  as ${visible(receipt?.key ?? '')}, ${bytesText(receipt?.bytes ?? 0)}${attempts}${how}`;
    }
    case 'acknowledged-before':
      return `unchanged     ${shown}  acknowledged before, on ${receipt?.acknowledgedAt ?? ''}`;
    case 'failed':
    case 'withheld':
    case 'not-sent':
      return `${state.replace('-', ' ').padEnd(WIDTH)}  ${shown}  ${visible(reason ?? '')}`;
  }
}

/** Of `--verify`; none where it was not asked for. */
export function verificationLine({ path, verification }: FileOutcome): readonly string[] {
  if (!verification) return [];
  const { state, reason } = verification;
  const word = { same: 'read back', differs: 'differs', unknown: 'unverified' }[state];
  return [`${word.padEnd(WIDTH)}  ${visible(path)}  ${visible(reason ?? 'the same bytes')}`];
}

export function summaryLine({ outcomes, ended }: EmitResult): string {
  const number = (state: FileOutcome['state']): number =>
    outcomes.filter((outcome) => outcome.state === state).length;
  const parts = [
    `${count(number('acknowledged'), 'file')} acknowledged`,
    ...(
      [
        ['acknowledged-before', 'acknowledged before'],
        ['failed', 'failed'],
        ['withheld', 'withheld'],
        ['not-sent', 'not sent'],
      ] as const
    ).flatMap(([state, words]) => (number(state) > 0 ? [`${number(state)} ${words}`] : [])),
  ];
  return `${parts.join(', ')}.${ended === null ? '' : ` It ended early: ${visible(ended)}.`}`;
}

/** 3 only where something kept us from sending or verifying. */
export function emissionExitCode({ outcomes, plan }: EmitResult): number {
  if (outcomes.length === 0) return plan.unreadable.length > 0 ? EXIT.incomplete : EXIT.inconclusive;
  const kept = outcomes.some(
    ({ code, verification }) => (code !== null && KEPT.has(code)) || verification?.state === 'unknown',
  );
  if (kept || plan.unreadable.length > 0) return EXIT.incomplete;
  const good = outcomes.every(
    ({ receipt, verification }) => receipt !== null && verification?.state !== 'differs',
  );
  return good ? EXIT.conformant : EXIT.findings;
}

const KEPT = new Set(['UNREACHABLE', 'UNTRUSTED', 'FILE_UNREADABLE', 'NOT_NOTED']);
