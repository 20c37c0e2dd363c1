/** What is asked of emitters in more than one scenario. */
import type { Expectation, Performance, Shortcoming } from '../engine/scenario.js';
import type { EmittedFile, Exchange } from '../engine/traffic.js';
import { isAcknowledged, timeOf } from '../engine/traffic.js';

/** Names shown of many. */
const SHOWN = 3;

export const shown = (names: readonly string[]): string =>
  names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ');

/** Exchanges shown as evidence. */
const PROOF = 12;

const proof = (exchanges: readonly Exchange[]): readonly number[] =>
  exchanges.slice(-PROOF).map(({ seq }) => seq);

export const ended = ({ ending }: Performance): string => {
  if (ending.kind === 'exit') return `ended with status ${ending.code}`;
  return ending.kind === 'signal'
    ? `was ended by ${ending.signal}`
    : `was still running after ${ending.seconds} s and was killed`;
};

export const succeeded = ({ ending }: Performance): boolean => ending.kind === 'exit' && ending.code === 0;

/** Files of the emission that are not in the store as they are in the folder. */
const notStored = ({ files, stored }: Performance): readonly string[] =>
  files
    .filter(({ name, sha256 }) => !stored.some((object) => object.name === name && object.sha256 === sha256))
    .map(({ name }) => name);

/**
 * The same without those that an emitter would have named wrongly or damaged anyway: that it does so is told where
 * nothing goes wrong, and says nothing of how it bears what does.
 */
export function missing(performance: Performance): readonly string[] {
  const { files, stored } = performance;
  const names = new Set(files.map(({ name }) => name));
  const renamed = new Set(stored.flatMap(({ name, sha256 }) => (names.has(name) ? [] : [sha256])));
  const absent = notStored(performance).filter(
    (name) => !renamed.has(files.find((file) => file.name === name)?.sha256 ?? ''),
  );
  const there = absent.filter((name) => stored.some((object) => object.name === name));
  const damagesAnyway = there.some((name) => wentWell(performance, name));
  return damagesAnyway ? absent.filter((name) => !there.includes(name)) : absent;
}

/** Was it uploaded once, and taken? */
function wentWell({ traffic }: Performance, wanted: string): boolean {
  const uploads = traffic.files.find(({ name }) => name === wanted)?.uploads ?? [];
  return uploads.length === 1 && uploads.every(isAcknowledged);
}

const exchangesOf = ({ traffic }: Performance, names: readonly string[]): readonly Exchange[] =>
  traffic.files
    .filter(({ name }) => names.includes(name))
    .flatMap(({ asked, uploads }) => [...asked, ...uploads]);

const endsInTime = (level: Expectation['level']): Expectation => ({
  level,
  text: 'come to an end by itself',
  check: (performance) =>
    performance.ending.kind === 'time-out'
      ? { text: `It ${ended(performance)}.`, evidence: proof(performance.traffic.exchanges.slice(-3)) }
      : null,
});

export const mustEnd = endsInTime('must');
export const shouldEnd = endsInTime('should');

export const noFalseSuccess: Expectation = {
  level: 'must',
  text: 'not report success while a file is missing in cQube',
  check: (performance) => {
    const names = missing(performance);
    if (!succeeded(performance) || names.length === 0) return null;
    return {
      text: `It ended with status 0, but ${shown(names)} did not arrive as in the folder.`,
      evidence: proof(exchangesOf(performance, names)),
    };
  },
};

/** For scenarios in which the emission cannot succeed. */
export const reportsFailure: Expectation = {
  level: 'must',
  text: 'end with a status other than 0',
  check: (performance) =>
    succeeded(performance)
      ? {
          text: 'It ended with status 0, though the emission could not succeed.',
          evidence: proof(performance.traffic.exchanges.slice(0, PROOF)),
        }
      : null,
};

const emitsAll = (
  level: Expectation['level'],
  text: string,
  lacking: (performance: Performance) => readonly string[],
): Expectation => ({
  level,
  text,
  check: (performance) => {
    const names = lacking(performance);
    if (names.length > 0)
      return {
        text: `${shown(names)} ${names.length === 1 ? 'is' : 'are'} missing in cQube; the emitter ${ended(performance)}.`,
        evidence: proof(exchangesOf(performance, names)),
      };
    return succeeded(performance)
      ? null
      : { text: `Every file arrived, but the emitter ${ended(performance)}.`, evidence: [] };
  },
});

export const mustEmitExactly = emitsAll(
  'must',
  'emit every file as it is in the folder and end with status 0',
  notStored,
);
export const mustEmitAll = emitsAll('must', 'emit every file and end with status 0', missing);
export const shouldRecover = emitsAll('should', 'try again, emit every file and end with status 0', missing);

/** An upload that follows a failed one of the same file by a form that had been given out before it failed. */
function retriesWithOldForm({ asked, uploads }: EmittedFile): readonly Exchange[] {
  return uploads.filter((upload, index) => {
    const failed = uploads[index - 1];
    if (failed === undefined || isAcknowledged(failed)) return false;
    return !asked.some(
      ({ status, ended: at, began }) => status === 200 && began >= failed.began && at <= upload.began,
    );
  });
}

export const asksAgain: Expectation = {
  level: 'should',
  text: 'ask for a new upload URL before each further attempt',
  check: ({ traffic }) => {
    const old = traffic.files.flatMap(retriesWithOldForm);
    const [first] = old;
    if (first === undefined) return null;
    return {
      text: `It tried again at ${timeOf(first.began)} with the upload URL that had just failed.`,
      evidence: proof(old),
    };
  },
};

/** Number of calls that a patient emitter makes at most for one thing that goes on failing. */
const PATIENCE = 20;

export const givesUp: Expectation = {
  level: 'should',
  text: `give up after a bounded number of attempts (at most ${PATIENCE} for a file)`,
  check: ({ traffic }) => {
    const file = traffic.files.find(({ asked }) => asked.length > PATIENCE);
    if (file === undefined) return null;
    return { text: `It asked ${file.asked.length} times for ${file.name}.`, evidence: proof(file.asked) };
  },
};

/** Calls on their way when the first refusal came are nobody's fault. */
const AFTER_REFUSAL = 3;

export const stopsWhenRefused: Expectation = {
  level: 'should',
  text: `stop when its token is refused (at most ${AFTER_REFUSAL} calls afterwards)`,
  check: ({ traffic }) => {
    const calls = traffic.exchanges.filter(({ side }) => side === 'api');
    const first = calls.find(({ status }) => status === 401 || status === 403);
    if (first === undefined) return null;
    const further = calls.filter(({ began }) => began > first.ended);
    if (further.length <= AFTER_REFUSAL) return null;
    return {
      text: `It made ${further.length} more calls after its token was refused at ${timeOf(first.ended)}.`,
      evidence: proof([first, ...further.slice(0, PROOF - 1)]),
    };
  },
};

const isTwice = ({ uploads }: EmittedFile): boolean => uploads.filter(isAcknowledged).length > 1;

const isUndisturbed = ({ asked, uploads }: EmittedFile): boolean =>
  [...asked, ...uploads].every(({ injectedFault }) => injectedFault === null);

const sentTwice = (files: readonly EmittedFile[]): Shortcoming | null =>
  files.length === 0
    ? null
    : {
        text: `It emitted ${shown(files.map(({ name }) => name))} more than once.`,
        evidence: proof(files.flatMap(({ uploads }) => uploads)),
      };

export const sendsOnce: Expectation = {
  level: 'should',
  text: 'emit no file twice',
  check: ({ traffic }) => sentTwice(traffic.files.filter(isTwice)),
};

/** The same of those that do so where something is in the way, and not anyway. */
export const sendsAgainOnce: Expectation = {
  ...sendsOnce,
  check: ({ traffic }) => {
    const twice = traffic.files.filter(isTwice);
    return sentTwice(twice.some(isUndisturbed) ? [] : twice);
  },
};
export const shortcoming = (text: string, exchanges: readonly Exchange[]): Shortcoming => ({
  text,
  evidence: proof(exchanges),
});
