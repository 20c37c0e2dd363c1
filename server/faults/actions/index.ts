/** Every kind of fault; another one is a file and a line here. */
import type { FaultAction, FaultKind } from '../../../specs/fault-plan.js';
import type { FaultedExchange, FaultTools, PutToWork } from './action.js';
import { answerStatus } from './answer-status.js';
import { clockJump } from './clock-jump.js';
import { cutBody } from './cut-body.js';
import { delay } from './delay.js';
import { drip } from './drip.js';
import { expiredUrl } from './expired-url.js';
import { lostAnswer } from './lost-answer.js';
import { reset } from './reset.js';
import { revokeToken } from './revoke-token.js';
import { s3Error } from './s3-error.js';
import { serverGone } from './server-gone.js';
import { status } from './status.js';

const ACTIONS: { readonly [Kind in FaultKind]: PutToWork<Kind> } = {
  status,
  's3-error': s3Error,
  delay,
  drip,
  reset,
  'cut-body': cutBody,
  'expired-url': expiredUrl,
  'lost-answer': lostAnswer,
  'answer-status': answerStatus,
  'revoke-token': revokeToken,
  'clock-jump': clockJump,
  'server-gone': serverGone,
};

export function putToWork(
  action: FaultAction,
  exchange: FaultedExchange,
  tools: FaultTools,
  next: () => void,
): void {
  // The registry gives each kind its own; the compiler cannot follow that through a union.
  const put = ACTIONS[action.kind] as PutToWork<FaultKind>;
  put(action, exchange, tools, next);
}
