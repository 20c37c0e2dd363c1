/** `revoke-token`: the token that comes with the request is no longer good. */
import type { IncomingMessage } from 'node:http';
import type { PutToWork } from './action.js';

export const revokeToken: PutToWork<'revoke-token'> = (_action, { request }, tools, next) => {
  const token = tokenOf(request);
  if (token === null) return next();
  // Who cannot revoke it has told so elsewhere; the request is not to hang for it.
  tools.revokeToken(token).then(next, next);
};

/** Where the gateway looks for it, in its order. */
function tokenOf({ url = '', headers }: IncomingMessage): string | null {
  const [, query = ''] = url.split(/\?(.*)/s);
  const [, sent = null] = /[Bb]earer\s+(\S+)/.exec(headers.authorization ?? '') ?? [];
  return new URLSearchParams(query).get('jwt') ?? sent;
}
