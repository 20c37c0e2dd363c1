/** The order of emission as an expectation: no dependant before its master, and none of a master that failed. */
import { disorders, publishedPrecedence, tooEarly, violationsOf } from '../engine/emission-precedence.js';
import type { Disorder, OrderRequirement } from '../engine/emission-precedence.js';
import type { Expectation, Performance } from '../engine/scenario.js';
import type { EmittedFile, Exchange } from '../engine/traffic.js';
import { isAcknowledged } from '../engine/traffic.js';

const REQUIREMENTS: readonly OrderRequirement[] = ['EP-9', 'EP-10', 'EP-11', 'EP-12'];

type Disorders = (performance: Performance) => readonly Disorder[];

/** Those with the early files for which this holds. */
const only = (
  found: readonly Disorder[],
  counts: (first: EmittedFile, secondBegan: number) => boolean,
): readonly Disorder[] =>
  found.map(({ first, early }) => ({ first, early: early.filter(({ at }) => counts(first, at)) }));

/** Who looks into the bucket learns that a file is there whose acknowledgement did not come, and need not wait for it. */
const allDisorders: Disorders = (performance) =>
  only(
    REQUIREMENTS.flatMap((one) => disorders(performance.traffic, publishedPrecedence(one))),
    ({ name, uploads }, at) => !uploads.some((upload) => wasFound(name, upload, at, performance)),
  ).filter(({ early }) => early.length > 0);

const inOrder = (text: string, find: Disorders): Expectation => ({
  level: 'must',
  text,
  check: (performance) => {
    const found = find(performance).flatMap(violationsOf);
    const [worst] = found;
    if (worst === undefined) return null;
    const more = found.length > 1 ? ` The same holds for ${found.length - 1} more.` : '';
    const { exchanges } = worst.details;
    return {
      text: `${tooEarly(worst.details)}${more}`,
      evidence: Array.isArray(exchanges) ? exchanges.map(Number) : [],
    };
  },
});

export const keepsOrder = inOrder(
  'emit nothing before what it depends on is acknowledged (EP-9 to EP-12)',
  allDisorders,
);

/** An order that is wrong anyway is told where nothing goes wrong; this is about those that do not wait. */
export const waitsForAcknowledgement = inOrder(
  'wait until a file is acknowledged before what depends on it begins',
  (performance) =>
    only(allDisorders(performance), ({ uploads }, at) => uploads.some(({ began }) => began < at)),
);

/** The same for those that go on after a failure, and keep the order and wait as long as there is none. */
export const emitsNoDependants = inOrder('emit nothing that depends on a file that failed', (performance) => {
  const found = allDisorders(performance);
  const anyway = found.some(({ first, early }) => early.some(({ at }) => at < firstOutcome(first)));
  return anyway ? [] : only(found, (first, at) => failsBefore(first, at));
});

/** When the first attempt came to its end. */
const firstOutcome = ({ asked, uploads }: EmittedFile): number =>
  [...asked.filter(({ status }) => status !== 200), ...uploads].reduce(
    (least, { ended }) => Math.min(least, ended),
    Infinity,
  );

const failsBefore = ({ asked, uploads }: EmittedFile, at: number): boolean =>
  [...asked.filter(({ status }) => status !== 200), ...uploads.filter((one) => !isAcknowledged(one))].some(
    ({ ended }) => ended <= at,
  );

/** Was it looked for after no answer had come, and is it there? */
function wasFound(name: string, upload: Exchange, by: number, { stored, traffic }: Performance): boolean {
  const sent = upload.upload?.sha256 ?? null;
  const arrived = stored.some((object) => object.name === name && object.sha256 === sent);
  const looked = traffic.exchanges.some(
    ({ side, path, status, began, ended }) =>
      side === 'api' && LOOKS.test(path) && status === 200 && began >= upload.began && ended <= by,
  );
  return upload.status === 0 && arrived && looked;
}

/** Calls that tell whether an object is there. */
const LOOKS = /\/(list_s3_files|download_ur[il])$/;
