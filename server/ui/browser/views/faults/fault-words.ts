/** A fault in words, and when it strikes next. */
import type { Fault, FaultAction, FaultStep } from '../../../../../specs/fault-plan.js';
import type { FaultState } from '../../api/shapes.js';

const STEPS: Readonly<Record<FaultStep, string>> = {
  route: 'request to the API',
  'upload-url': 'call for an upload URL',
  's3-post': 'upload',
  acknowledgement: 'acknowledgement of an upload',
  listing: 'listing',
  download: 'download',
};

export const faultWords = ({ step, action, match }: Fault): string =>
  `${STEPS[step]}: ${actionWords(action)}${match === undefined ? '' : `, only with “${match}”`}`;

function actionWords(action: FaultAction): string {
  switch (action.kind) {
    case 'status':
      return `answered ${action.status}`;
    case 's3-error':
      return `answered ${action.status} ${action.code}`;
    case 'delay':
      return action.milliseconds === null ? 'never answered' : `answered ${action.milliseconds} ms later`;
    case 'drip':
      return `answered ${action.bytes} bytes every ${action.milliseconds} ms`;
    case 'reset':
      return action.afterBytes === undefined ? 'reset at once' : `reset after ${action.afterBytes} bytes`;
    case 'cut-body':
      return `answer cut after ${action.afterBytes} bytes`;
    case 'expired-url':
      return 'the URL has run out';
    case 'lost-answer':
      return 'done, but its answer gets lost';
    case 'answer-status':
      return `done, but answered ${action.status}`;
    case 'revoke-token':
      return 'its token is revoked first';
    case 'clock-jump':
      return `the clock jumps by ${action.milliseconds} ms`;
    case 'server-gone':
      return 'the server is gone';
  }
}

/** Which of the requests that fit will be hit, from here on. */
export function nextHit({ fault: { occurrences = [1], step }, seen }: FaultState): string {
  const what = STEPS[step];
  if (occurrences === 'all') return `hits the next ${what}`;
  if ('probability' in occurrences)
    return `hits the next ${what} with a chance of ${Math.round(occurrences.probability * 100)} %`;
  const next =
    'from' in occurrences
      ? fromOn(occurrences, seen)
      : occurrences.filter((at) => at > seen).toSorted((a, b) => a - b)[0];
  if (next === undefined) return 'over: hits nothing more';
  const ahead = next - seen;
  return ahead === 1 ? `hits the next ${what}` : `hits the ${what} after ${ahead - 1} more`;
}

const fromOn = (
  { from, to = Infinity }: { readonly from: number; readonly to?: number },
  seen: number,
): number | undefined => {
  const next = Math.max(from, seen + 1);
  return next <= to ? next : undefined;
};

export const isOver = (state: FaultState): boolean => nextHit(state).startsWith('over');
