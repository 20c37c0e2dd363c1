/** Nothing but a token signed with a known secret is accepted, and nothing at all makes the judge fall over. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeToken } from '../../server/gateway/judge-token.js';
import type { TokenVerdict } from '../../server/gateway/judge-token.js';
import { makeToken } from '../server/gateway/make-token.js';
import { VALID, recordedCredentials } from '../server/gateway/running-gateway.js';

const credentials = recordedCredentials();

const judge = (query: string, authorization: string): TokenVerdict =>
  judgeToken({ query, rawHeaders: ['Authorization', authorization], credentials });

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const noise = fc.string({ unit: byte, maxLength: 400 });
const piece = fc.oneof(
  noise,
  fc.constantFrom(
    '.',
    '=',
    'eyJhbGciOiJIUzI1NiJ9',
    'eyJpc3MiOiJLRVkxIn0',
    'bnVsbA',
    'NQ',
    'W10',
    'jwt=',
    '&',
    '%2e',
  ),
);
const soup = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe('the judge of tokens', () => {
  it('takes any bytes, and accepts none', () => {
    fc.assert(
      fc.property(soup, soup, fc.constantFrom('', 'Bearer ', 'bearer\t'), (query, text, scheme) => {
        expect(judge(query, scheme + text).outcome).not.toBe('accepted');
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes any JSON in header and claims, and accepts it only with the right secret', () => {
    const issuer = fc.oneof(fc.constant('KEY1'), fc.jsonValue());
    const algorithm = fc.oneof(fc.constant('HS256'), fc.jsonValue());
    fc.assert(
      fc.property(algorithm, issuer, fc.string({ minLength: 1 }), (alg, iss, secret) => {
        const parts = { header: JSON.stringify({ alg }), claims: JSON.stringify({ iss }) };
        fc.pre(secret !== 'SECRET1');
        expect(judge('', `Bearer ${makeToken({ ...parts, secret })}`).outcome).not.toBe('accepted');
        const right = judge('', `Bearer ${makeToken(parts)}`);
        expect(right.outcome === 'accepted').toBe(alg === 'HS256' && iss === 'KEY1');
      }),
    );
  });

  it('accepts no token in which one character of what is signed was changed', () => {
    const [head = '', body = ''] = VALID.split('.');
    fc.assert(
      fc.property(fc.nat(head.length + body.length), byte, (at, character) => {
        const changed = VALID.slice(0, at) + character + VALID.slice(at + 1);
        fc.pre(changed !== VALID);
        expect(judge('', `Bearer ${changed}`).outcome).not.toBe('accepted');
      }),
      { numRuns: 1_000 },
    );
  });

  it('accepts whatever claims stand beside the issuer', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (others) => {
        const claims = JSON.stringify({ ...others, iss: 'KEY1' });
        fc.pre(!/\\ud[89a-f]/.test(claims));
        expect(judge(`x=1&jwt=${makeToken({ claims })}`, 'Bearer x').outcome).toBe('accepted');
      }),
    );
  });
});
