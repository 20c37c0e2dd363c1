import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeKongBase64 } from '../../../server/gateway/kong-base64.js';

describe('base64 as Kong decodes it', () => {
  it.each(['base64', 'base64url'] as const)('takes all that is encoded in %s', (encoding) => {
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        const bytes = Buffer.from(data);
        expect(decodeKongBase64(bytes.toString(encoding))).toBe(bytes.toString('latin1'));
      }),
    );
  });

  it.each([
    ['', ''],
    ['=', ''],
    ['====', ''],
    ['YQ', 'a'],
    ['YQ=', 'a'],
    ['YQ==', 'a'],
    ['YQ=!! anything.', 'a'],
    ['YR', 'a'],
    ['-_+/', '\xfb\xff\xbf'],
  ])('takes %j', (text, bytes) => {
    expect(decodeKongBase64(text)).toBe(bytes);
  });

  it.each(['Y', 'Y=', 'YWJjZ', 'Y Q', 'YQ\n', 'YQ.', 'é', '!', '%3D', '\0'])('refuses %j', (text) => {
    expect(decodeKongBase64(text)).toBeNull();
  });
});
