/** Every row of what Kong 2.8.1 makes of a token. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeToken } from '../../../server/gateway/judge-token.js';
import type { TokenVerdict } from '../../../server/gateway/judge-token.js';
import { makeToken } from './make-token.js';
import type { TokenRecipe } from './make-token.js';
import { VALID, recordedCredentials } from './running-gateway.js';

const credentials = recordedCredentials();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
credentials.add({
  key: 'KEYRSA',
  user: 'emitter',
  algorithm: 'RS256',
  publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
});
credentials.add({ key: 'ключ', user: 'emitter', algorithm: 'HS384', secret: 'गुप्त' });
credentials.add({ key: 'GONE', user: 'emitter', algorithm: 'HS256', secret: 'SECRET1' });
credentials.revoke('GONE');

const judge = (authorization: string | null, query = ''): TokenVerdict =>
  judgeToken({
    query,
    rawHeaders: ['Host', 'x', ...(authorization === null ? [] : ['Authorization', authorization])],
    credentials,
  });

/** `accepted`, or status and message. */
function outcome(verdict: TokenVerdict): string {
  return verdict.outcome === 'accepted' ? 'accepted' : `${verdict.status} ${verdict.message}`;
}

const bearer = (recipe: TokenRecipe): string => outcome(judge(`Bearer ${makeToken(recipe)}`));
const claims = (text: string | Buffer): string => bearer({ claims: text });
const header = (text: string): string => bearer({ header: text });

const BAD_JSON = '401 Bad token; invalid JSON';
const BAD_ALGORITHM = '401 Bad token; invalid alg';
const BAD_SIGNATURE = '401 Bad token; invalid signature';
const NO_ISSUER = "401 No mandatory 'iss' in claims";
const UNKNOWN = "401 No credentials found for given 'iss'";
const FAILED = '500 An unexpected error occurred';

describe('where a token is looked for', () => {
  it.each([
    [''],
    ['Bearer'],
    [`BEARER ${VALID}`],
    [`BeareR ${VALID}`],
    [`JWT ${VALID}`],
    [`Basic ${VALID}`],
    [`Bearer: ${VALID}`],
    [`Bearer\u00a0${VALID}`],
    [VALID],
    [null],
  ])('not in %j', (authorization) => {
    expect(outcome(judge(authorization))).toBe('401 Unauthorized');
  });

  it('in no cookie, proxy header or body', () => {
    const rawHeaders = ['Cookie', `jwt=${VALID}`, 'Proxy-Authorization', `Bearer ${VALID}`];
    expect(outcome(judgeToken({ query: 'token=x', rawHeaders, credentials }))).toBe('401 Unauthorized');
  });

  it.each([
    [`Bearer ${VALID}`],
    [`bearer ${VALID}`],
    [`Bearer    ${VALID}`],
    [`Bearer\t${VALID}`],
    [`xxBearer ${VALID}`],
    [`Basic abc, Bearer ${VALID}`],
  ])('in %j', (authorization) => {
    expect(outcome(judge(authorization))).toBe('accepted');
  });

  it('takes the first "earer" for the scheme and all behind it for the token', () => {
    expect(outcome(judge(`Bearer Bearer ${VALID}`))).toBe(BAD_JSON);
  });

  it.each([
    ['jwt=', BAD_JSON],
    ['jwt', '401 Unrecognizable token'],
    ['jwt&x=1', '401 Unrecognizable token'],
    ['jwt=a&jwt=b', '401 Multiple tokens provided'],
    [`jwt=${VALID}&jwt=${VALID}`, '401 Multiple tokens provided'],
    ['jwt&jwt', '401 Multiple tokens provided'],
    ['jwt=bad', BAD_JSON],
    [`x=1&jwt=${VALID}`, 'accepted'],
    [`%6Awt=${VALID.replaceAll('.', '%2e')}`, 'accepted'],
    [`=x&&jwt=${VALID}`, 'accepted'],
    [`JWT=${VALID}`, '401 Unauthorized'],
    [`jwt=${VALID}%zz`, BAD_SIGNATURE],
    [`jwt=+${VALID}`, BAD_JSON],
    [`jwt=${VALID}=`, 'accepted'],
  ])('in the query %j', (query, expected) => {
    expect(outcome(judge(null, query))).toBe(expected);
  });

  it('in the query first', () => {
    expect(outcome(judge(`Bearer ${VALID}`, 'jwt=bad'))).toBe(BAD_JSON);
    expect(outcome(judge(`Bearer ${VALID}`, 'jwt='))).toBe(BAD_JSON);
    expect(judge('Bearer bad', `jwt=${VALID}`)).toMatchObject({ outcome: 'accepted', place: 'query' });
    expect(judge(`Bearer ${VALID}`, 'filename=a')).toMatchObject({ outcome: 'accepted', place: 'header' });
  });

  it('among the first hundred arguments and header lines only', () => {
    const filler = (count: number): string => 'x=1&'.repeat(count);
    expect(outcome(judge(null, `${filler(99)}jwt=${VALID}`))).toBe('accepted');
    expect(outcome(judge(null, `${filler(100)}jwt=${VALID}`))).toBe('401 Unauthorized');
    expect(outcome(judge(null, `${'&'.repeat(500)}jwt=${VALID}`))).toBe('accepted');
    const lines = (count: number): string[] => Array.from({ length: count }, () => ['X', '1']).flat();
    const at = (count: number): TokenVerdict =>
      judgeToken({
        query: '',
        rawHeaders: [...lines(count), 'authorization', `Bearer ${VALID}`],
        credentials,
      });
    expect(outcome(at(99))).toBe('accepted');
    expect(outcome(at(100))).toBe('401 Unauthorized');
  });
});

describe('the form of a token', () => {
  const [head = '', body = '', signature = ''] = VALID.split('.');

  it.each([
    ['x', BAD_JSON],
    ['.', BAD_JSON],
    ['..', BAD_JSON],
    [`${head}.${body}`, BAD_JSON],
    [`.${body}.${signature}`, BAD_JSON],
    [`${head}..${signature}`, BAD_JSON],
    [`!!!.${body}.${signature}`, BAD_JSON],
    [`${head}.${body}.`, '401 Invalid signature'],
    [`${head}.${body}.${signature.slice(0, -4)}`, '401 Invalid signature'],
    [`${head}.${body}.A`, BAD_SIGNATURE],
    [`${head}.${body}.${signature}.`, BAD_SIGNATURE],
    [`${head}.${body}.${signature}.x`, BAD_SIGNATURE],
    [`${head}.${body}.${signature} and more`, BAD_SIGNATURE],
    [`${head}.${body}.${signature}=.x`, 'accepted'],
    [`${head}.${body}.${signature}===`, 'accepted'],
    [`${head}=.${body}.${signature}`, '401 Invalid signature'],
    ['<token>', BAD_JSON],
  ])('%s', (token, expected) => {
    expect(outcome(judge(`Bearer ${token}`))).toBe(expected);
  });

  it('either alphabet, padded or not', () => {
    expect(bearer({ encoding: 'base64' })).toBe('accepted');
    expect(bearer({ encoding: 'base64', claims: '{"iss":"KEY1","n":"~~~???"}' })).toBe('accepted');
    expect(bearer({ encoding: 'base64url', claims: '{"iss":"KEY1","n":"~~~???"}' })).toBe('accepted');
  });
});

describe('the header of a token', () => {
  it.each([
    ['{}', BAD_ALGORITHM],
    ['{"alg":null}', BAD_ALGORITHM],
    ['{"alg":256}', BAD_ALGORITHM],
    ['{"alg":["HS256"]}', BAD_ALGORITHM],
    ['{"alg":"hs256"}', BAD_ALGORITHM],
    ['{"alg":"none"}', BAD_ALGORITHM],
    ['{"alg":""}', BAD_ALGORITHM],
    ['{"alg":"HS1"}', BAD_ALGORITHM],
    ['{"alg":"PS256"}', BAD_ALGORITHM],
    ['{"alg":"ES512"}', BAD_ALGORITHM],
    ['{"alg":"EdDSA"}', BAD_ALGORITHM],
    ['{"alg":"constructor"}', BAD_ALGORITHM],
    ['["x"]', BAD_ALGORITHM],
    ['"x"', BAD_ALGORITHM],
    ['5', FAILED],
    ['null', FAILED],
    ['true', FAILED],
    ['false', FAILED],
    ['hello', BAD_JSON],
    ['', BAD_JSON],
    ['{"alg":"HS384"}', '401 Invalid algorithm'],
    ['{"alg":"HS512"}', '401 Invalid algorithm'],
    ['{"alg":"RS256"}', '401 Invalid algorithm'],
    ['{"alg":"RS512"}', '401 Invalid algorithm'],
    ['{"alg":"ES256"}', '401 Invalid algorithm'],
    ['{"alg":"ES384"}', '401 Invalid algorithm'],
    ['{"alg":"HS256"}', 'accepted'],
    ['{"typ":"other","alg":"HS256"}', 'accepted'],
    ['{"alg":"none","alg":"HS256"}', 'accepted'],
    ['{"\\u0061lg":"HS256"}', 'accepted'],
  ])('%s', (text, expected) => {
    expect(header(text)).toBe(expected);
  });
});

describe('the claims of a token', () => {
  it.each([
    ['false', '401 Bad token; invalid claims'],
    ['{}', NO_ISSUER],
    ['[]', NO_ISSUER],
    ['["iss"]', NO_ISSUER],
    ['"iss"', NO_ISSUER],
    ['{"iss":false}', NO_ISSUER],
    ['{"ISS":"KEY1"}', NO_ISSUER],
    ['{"iss":""}', "401 Invalid 'iss' in claims"],
    ['{"iss":"KEY2"}', UNKNOWN],
    ['{"iss":"key1"}', UNKNOWN],
    ['{"iss":" KEY1"}', UNKNOWN],
    ['{"iss":"GONE"}', UNKNOWN],
    ['{"iss":"__proto__"}', UNKNOWN],
    ['{"iss":5}', FAILED],
    ['{"iss":NaN}', FAILED],
    ['{"iss":true}', FAILED],
    ['{"iss":null}', FAILED],
    ['{"iss":["KEY1"]}', FAILED],
    ['{"iss":{}}', FAILED],
    ['{"iss":"\\u0000"}', FAILED],
    ['5', FAILED],
    ['true', FAILED],
    ['null', FAILED],
    ['hello', BAD_JSON],
    ['{"iss":"KEY1"', BAD_JSON],
    ['{"iss":"KEY1","exp":1500000000}', 'accepted'],
    ['{"iss":"KEY1","nbf":4102444800}', 'accepted'],
    ['{"iss":"KEY1","exp":"x","nbf":[]}', 'accepted'],
    ['{"iss":"KEY1","n":0x1F}', 'accepted'],
    ['{"iss":"NOPE","iss":"KEY1"}', 'accepted'],
    ['{"iss":"KEY1","iss":"NOPE"}', UNKNOWN],
    ['{"iss":"\\u004bEY1"}', 'accepted'],
    ['{"iss":"KEY1"}\0 anything', 'accepted'],
  ])('%s', (text, expected) => {
    expect(claims(text)).toBe(expected);
  });

  it('fails on an issuer that is not UTF-8', () => {
    expect(claims(Buffer.from('{"iss":"\xff"}', 'latin1'))).toBe(FAILED);
  });

  it.each([
    ['{}', 'accepted'],
    ['[]', 'accepted'],
    ['"x"', 'accepted'],
    ['{"iss":false}', 'accepted'],
    ['{"iss":""}', "401 Invalid 'iss' in claims"],
    ['{"iss":null}', FAILED],
    ['{"iss":"NOPE"}', UNKNOWN],
  ])('%s with an issuer in the header', (text, expected) => {
    expect(bearer({ header: '{"alg":"HS256","iss":"KEY1"}', claims: text })).toBe(expected);
  });

  it('prefers the issuer in the claims', () => {
    expect(bearer({ header: '{"alg":"HS256","iss":"NOPE"}' })).toBe('accepted');
  });
});

describe('the signature', () => {
  it('is refused with another secret, or over other claims', () => {
    expect(bearer({ secret: 'SECRET2' })).toBe('401 Invalid signature');
    expect(bearer({ digest: 'sha512' })).toBe('401 Invalid signature');
    const [head, , signature] = VALID.split('.');
    const other = Buffer.from('{"iss":"KEY1","x":1}').toString('base64url');
    expect(outcome(judge(`Bearer ${head}.${other}.${signature}`))).toBe('401 Invalid signature');
  });

  it('is checked with the algorithm of the credential', () => {
    const hs512 = { header: '{"alg":"HS512"}', claims: '{"iss":"KEY512"}', digest: 'sha512' } as const;
    expect(bearer(hs512)).toBe('accepted');
    expect(bearer({ claims: '{"iss":"KEY512"}' })).toBe('401 Invalid algorithm');
    const hs384 = { header: '{"alg":"HS384"}', claims: '{"iss":"ключ"}', digest: 'sha384' } as const;
    expect(bearer({ ...hs384, secret: 'गुप्त' })).toBe('accepted');
  });

  it('is checked with a public key, which is no secret', () => {
    const signed = ['{"alg":"RS256"}', '{"iss":"KEYRSA"}']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.');
    const signature = sign('sha256', Buffer.from(signed), privateKey);
    expect(outcome(judge(`Bearer ${signed}.${signature.toString('base64url')}`))).toBe('accepted');
    signature[0] = (signature[0] ?? 0) ^ 1;
    expect(outcome(judge(`Bearer ${signed}.${signature.toString('base64url')}`))).toBe(
      '401 Invalid signature',
    );
    expect(outcome(judge(`Bearer ${signed}.AAAA`))).toBe('401 Invalid signature');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(bearer({ claims: '{"iss":"KEYRSA"}', secret: pem })).toBe('401 Invalid algorithm');
  });

  it('is looked at after everything else', () => {
    const decoded = bearer({ header: '{"alg":"none"}', claims: 'false' });
    expect(decoded).toBe(BAD_ALGORITHM);
    const undecodable = (claimsText: string): string =>
      outcome(judge(`Bearer ${makeToken({ claims: claimsText }).replace(/[^.]*$/, '!')}`));
    expect(undecodable('false')).toBe('401 Bad token; invalid claims');
    expect(undecodable('5')).toBe(BAD_SIGNATURE);
    expect(undecodable('{"iss":null}')).toBe(BAD_SIGNATURE);
  });
});

describe('what a verdict tells a journal', () => {
  it('names the credential that was used, or refused', () => {
    expect(judge(`Bearer ${VALID}`)).toMatchObject({
      outcome: 'accepted',
      token: VALID,
      credential: { key: 'KEY1' },
    });
    expect(judge(`Bearer ${makeToken({ secret: 'no' })}`)).toMatchObject({
      reason: 'signature-wrong',
      credential: { key: 'KEY1', user: 'emitter' },
    });
    expect(judge(`Bearer ${makeToken({ claims: '{"iss":"GONE"}' })}`)).toMatchObject({
      reason: 'issuer-revoked',
      credential: { key: 'GONE' },
    });
    expect(judge(null)).toMatchObject({ reason: 'no-token', place: null, token: null, credential: null });
  });
});
