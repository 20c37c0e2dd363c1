/** The order of emission as an expectation: no dependant before its master, and none of a master that failed. */
import { disorders, publishedPrecedence, tooEarly, violationsOf } from '../engine/emission-precedence.js';
import type { Disorder, OrderRequirement } from '../engine/emission-precedence.js';
import type { Expectation } from '../engine/scenario.js';
import type { EmittedFile, Exchange, Traffic } from '../engine/traffic.js';
import { isAcknowledged } from '../engine/traffic.js';

const REQUIREMENTS: readonly OrderRequirement[] = ['EP-9', 'EP-10', 'EP-11', 'EP-12'];

/** `counts`: whether a pair out of order is one that the expectation is about. */
const inOrder = (
  text: string,
  counts: (first: EmittedFile, secondBegan: number, traffic: Traffic) => boolean,
): Expectation => ({
  level: 'must',
  text,
  check: ({ traffic }) => {
    const found = REQUIREMENTS.flatMap((requirement) => disorders(traffic, publishedPrecedence(requirement)))
      .map(({ first, early }): Disorder => ({ first, early: early.filter(({ at }) => counts(first, at, traffic)) }))
      .flatMap(violationsOf);
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
  () => true,
);

/** An order that is wrong anyway is told where nothing goes wrong; this is about those that do not wait. */
export const waitsForAcknowledgement = inOrder(
  'wait until a file is acknowledged before what depends on it begins',
  ({ uploads }, at) => uploads.some(({ began }) => began < at),
);

/** The same for those that go on after a failure. */
export const emitsNoDependants = inOrder(
  'emit nothing that depends on a file that failed',
  ({ asked, uploads }, at, traffic) =>
    [...asked.filter(({ status }) => status !== 200), ...uploads.filter((one) => !isAcknowledged(one))].some(
      (failure) => failure.ended <= at && !wasFound(failure, at, traffic),
    ),
);

/** Who looks into the bucket learns of a file whose acknowledgement was lost that it is there. */
const wasFound = ({ injectedFault, ended }: Exchange, by: number, { exchanges }: Traffic): boolean =>
  injectedFault === 'lost-answer' &&
  exchanges.some(
    ({ step, status, began, ended: seen }) =>
      (step === 'listing' || step === 'download') && status === 200 && began >= ended && seen <= by,
  );
