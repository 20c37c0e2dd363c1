/** Who may emit. */
import type { Credential } from '../../gateway/credentials.js';
import { NOTHING, ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import { readFields, SMALL_BODY } from '../shape/body.js';
import type { Body } from '../shape/body.js';
import { required, text } from '../shape/parameter.js';
import { defineRoute, error, json, nothing } from '../shape/route.js';

const USER_LIMIT = 200;
const MEND = `send {"user": "…"}, 1 to ${USER_LIMIT} characters, or no body at all`;
/** No control characters; not blank all over. */
const USER = String.raw`^(?=[\s\S]*\S)[^\u0000-\u001f\u007f]*$`;

const newToken: Body<string> = {
  schema: {
    type: 'object',
    properties: {
      user: { type: 'string', minLength: 1, maxLength: USER_LIMIT, pattern: USER, default: 'emission' },
    },
    additionalProperties: false,
  },
  limit: SMALL_BODY,
  required: false,
  read: (body) => {
    if (body === undefined) return 'emission';
    const { user = 'emission' } = readFields(body, ['user'], MEND);
    if (typeof user !== 'string' || user === '' || user.length > USER_LIMIT) throw new Refusal(400, MEND);
    if (!new RegExp(USER, 'u').test(user) || /\p{Surrogate}/u.test(user)) throw new Refusal(400, MEND);
    return user;
  },
};

const UNSAVED = error('It cannot be kept over a restart: the data folder cannot be written to');

const unsaved = (cause: unknown): Refusal =>
  new Refusal(503, 'this cannot be kept: look after the data folder and its disk, and try again', { cause });

export const tokenRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/tokens',
    id: 'listTokens',
    summary: 'credentials, without secrets',
    answers: { 200: json('All that ever were, revoked ones too', 'Tokens') },
    handle: (_call, { credentials }) => ok({ tokens: credentials.list().map(shown) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tokens',
    id: 'createToken',
    summary: 'a new credential and its token',
    body: newToken,
    answers: { 201: json('The token, which is not told again', 'NewToken'), 503: UNSAVED },
    handle: async ({ body: user }, { credentials, onChange }) => {
      const known = credentials.knows(user);
      const credential = credentials.create(user);
      try {
        await onChange();
      } catch (cause) {
        // Nobody was told of it, and it would not outlive the server.
        credentials.revoke(credential.key);
        throw unsaved(cause);
      }
      const created = {
        ...shown(credential),
        token: credentials.token(credential),
        // What cQube's admin console says in either case.
        message: known ? 'User already exists' : 'User Created',
      };
      return { kind: 'json', status: 201, body: created };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/tokens/{key}',
    id: 'revokeToken',
    summary: 'revokes a credential',
    inPath: { key: required(text('Key of the credential', 1, 1_000)) },
    answers: {
      204: nothing('Revoked'),
      404: error('No credential in force has this key'),
      503: UNSAVED,
    },
    handle: async ({ path }, { credentials, onChange }) => {
      if (!credentials.revoke(path.key))
        throw new Refusal(404, 'no credential in force has this key: see /api/tokens');
      await onChange().catch((cause: unknown) => {
        throw unsaved(cause);
      });
      return NOTHING;
    },
  }),
];

/** Secrets are told once, when they are made. */
const shown = ({ key, user, algorithm, createdAt, revokedAt }: Credential) => ({
  key,
  user,
  algorithm,
  createdAt: new Date(createdAt).toISOString(),
  revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
});
