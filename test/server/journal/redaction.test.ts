import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAadhaar, passesVerhoeff } from '../../../server/journal/aadhaar.js';
import { isTextual, mimeOf, redactBody } from '../../../server/journal/redact-body.js';
import { redactHeaders } from '../../../server/journal/redact-headers.js';
import { createRedact, withoutCutSecret } from '../../../server/journal/redact-text.js';
import { queryOf, redactTarget } from '../../../server/journal/redact-url.js';
import { VALID } from '../gateway/running-gateway.js';

const redact = createRedact([]);
const SIGNATURE = 'fe254729296a45a3885639ac7e10f9d54979c0fffe254729296a45a3885639ac';

describe('Aadhaar numbers', () => {
  it.each(['0', '2363', '234123412346', '999941057058'])('has a right check digit: %s', (digits) =>
    expect(passesVerhoeff(digits)).toBe(true),
  );

  it('has no other digit in one place, and no two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.nat({ max: 11 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const digits = Array.from('234123412346');
        digits[at] = String((Number(digits[at]) + more) % 10);
        expect(passesVerhoeff(digits.join(''))).toBe(false);
      }),
    );
    expect(passesVerhoeff('324123412346')).toBe(false);
  });

  it.each([
    ['234123412346', 'XXXXXXXXXXXX'],
    ['a2341 2341-2346b', 'aXXXX XXXX-XXXXb'],
    ['2341\u00a02341\u20132346', 'XXXX\u00a0XXXX\u2013XXXX'],
    ['id_234123412346.zip', 'id_XXXXXXXXXXXX.zip'],
  ])('are masked in %j', (text, masked) => expect(maskAadhaar(text)).toBe(masked));

  it.each([
    ['a UDISE code', '27251234567'],
    ['a student id', '272512345672341'],
    ['a number with a wrong check digit', '234123412347'],
    ['the end of a longer number', '1234123412346'],
    ['its beginning', '2341234123461'],
    ['a stamp', '20220801153000'],
    ['groups of other sizes', '23412 341 2346'],
  ])('are told from %s', (_what, text) => {
    expect(maskAadhaar(text)).toBe(text);
  });
});

describe('text', () => {
  it.each([
    'Invalid according to Policy: Policy expired.',
    'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "a.zip"]',
    '{"message":"Bad token; invalid JSON"}',
    '{"filename":"cqube_emission/pat/periodic_exam_mst.zip"}',
    'list-type=2&continuation-token&prefix=a%20b%2Fc&delimiter=%2F',
    '<Error><Code>NoSuchKey</Code><Key>a/b_20220801153000.zip</Key></Error>',
    'token',
    'eyelashes and eyebrows',
    '100% of a\\b',
  ])('without a secret stays: %s', (text) => {
    expect(redact(text)).toBe(text);
    expect(redactBody('application/x-www-form-urlencoded', { text, cut: false }, 9_999, redact)).toBe(text);
  });

  it('that was redacted stays as it is', () => {
    const secrets = fc.constantFrom(
      VALID,
      SIGNATURE,
      '2341 2341 2346',
      `jwt=${VALID}`,
      `{"policy":"x"}`,
      '<StringToSign>a</StringToSign>',
      'Bearer x',
      'Cookie: a=b',
      '%65%79',
      '\\u0065',
      '"',
      '&',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(secrets, fc.string({ unit: 'binary' })), { maxLength: 8 }), (parts) => {
        const once = redact(parts.join(''));
        expect(redact(once)).toBe(once);
        expect(once).not.toContain(VALID);
      }),
    );
  });

  it.each([
    ['eyJ', 'eyJ'.repeat(7_000)],
    ['quotes', '"policy":"'.repeat(2_000)],
    ['names', 'x-amz-signature='.repeat(1_300)],
    ['elements', '<policy>'.repeat(2_500)],
    ['digits', '1234 '.repeat(4_000)],
    ['blanks', `authorization${' '.repeat(20_000)}`],
    ['escapes', '%25'.repeat(7_000)],
    ['parts', 'eyJaaaaaaaaaaa.'.repeat(1_300)],
    ['backslashes', `"jwt":"${'\\'.repeat(20_000)}`],
    ['hex', 'a'.repeat(20_000)],
  ])('made of %s alone does not keep the server from its work', (_what, text) => {
    // Quadratic time would be minutes for so many.
    for (let round = 0; round < 20; round += 1)
      redactBody('application/json', { text, cut: true }, 16_384, redact);
    expect(redact(redact(text))).toBe(redact(text));
  });

  it.each([VALID, SIGNATURE, '2341 2341 2346'])('cut in the middle of %s shows no half of it', (secret) => {
    for (let end = 12; end < secret.length; end += 1) {
      const shown = redact(withoutCutSecret(`some text ${secret.slice(0, end)}`));
      expect(shown).toMatch(/^some text (\[redacted\]|\d{0,4}X)$/);
    }
  });

  it('hides secrets that are known, in any case and encoding, and nothing that is too short to be one', () => {
    const own = createRedact(['Opaque/Secret 1', 'ab']);
    const encoded = Buffer.from('x:Opaque/Secret 1!').toString('base64');
    expect(own(`ab OPAQUE/SECRET 1 opaque%2Fsecret%201 ${encoded}`)).toMatch(
      /^ab \[redacted\] \[redacted\] [\w+/]{0,6}\[redacted\][\w+/=]{0,6}$/,
    );
  });
});

describe('a URL', () => {
  it.each([
    ['/data/x?jwt=abc&a=b', '/data/x?jwt=[redacted]&a=b'],
    ['/data/x?JWT=abc&jwt', '/data/x?JWT=[redacted]&jwt'],
    ['/data/x?%6A%77%74=abc', '/data/x?%6A%77%74=[redacted]'],
    ['/b/?policy', '/b/?policy'],
    ['/b/?policy=', '/b/?policy='],
    ['/b/a%20b%2fc?prefix=a%2Fb+c&x=%E0%A4%A6', '/b/a%20b%2fc?prefix=a%2Fb+c&x=%E0%A4%A6'],
    ['/b/2341%202341%202346.zip', '/b/XXXX%20XXXX%20XXXX.zip'],
    [
      '/b/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20220801%2Fap&X-Amz-Expires=60',
      '/b/k?X-Amz-Credential=[redacted]&X-Amz-Expires=60',
    ],
    [
      '/b/k?AWSAccessKeyId=AK&Signature=a%2Bb&Expires=1',
      '/b/k?AWSAccessKeyId=[redacted]&Signature=[redacted]&Expires=1',
    ],
    ['http://u:p@host/x', 'http://[redacted]@host/x'],
    ['*', '*'],
    ['/%zz?%zz=%', '/%zz?%zz=%'],
  ])('%s', (target, shown) => {
    expect(redactTarget(target, redact)).toBe(shown);
  });

  it('of any form loses no token and makes no trouble', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
        const target = `/${a}?${b}&jwt=${VALID}#${encodeURIComponent(VALID)}`;
        expect(redactTarget(target, redact)).not.toContain(VALID);
        expect(JSON.stringify(queryOf(target, redact))).not.toContain(VALID);
      }),
    );
  });

  it('has its query read as browsers do', () => {
    expect(queryOf('/x?a=1&b=%20+&c&a=2&jwt=s', redact)).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: '  ' },
      { name: 'c', value: '' },
      { name: 'a', value: '2' },
      { name: 'jwt', value: '[redacted]' },
    ]);
  });
});

it('headers keep their names, their order, and the way in which a token was sent', () => {
  const names = ['authorization', 'AUTHORIZATION', 'Cookie', 'X-Plain', 'Authorization', 'Authorization'];
  const values = ['Bearer x', 'jwt  y', 'a=b', 'z', 'eyJ', ''];
  const headers = names.map((name, at) => ({ name, value: values[at] ?? '' }));
  expect(redactHeaders(headers, redact)).toEqual([
    { name: 'authorization', value: 'Bearer [redacted]' },
    { name: 'AUTHORIZATION', value: 'jwt [redacted]' },
    { name: 'Cookie', value: '[redacted]' },
    { name: 'X-Plain', value: 'z' },
    { name: 'Authorization', value: '[redacted]' },
    { name: 'Authorization', value: '' },
  ]);
});

it.each([
  ['application/json; charset=utf-8', true],
  ['application/problem+json', true],
  ['Text/HTML', true],
  ['application/xml', true],
  ['application/x-www-form-urlencoded', true],
  ['application/zip', false],
  ['application/octet-stream', false],
  ['multipart/form-data; boundary=x', false],
  ['', false],
])('knows text by its type: %s', (type, textual) => {
  expect(isTextual(mimeOf(type))).toBe(textual);
});
