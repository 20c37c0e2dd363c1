/** What an upload may say of its object, and what is refused before a byte of it is asked for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, openSignedServer, type SignedServer } from '../signed-server.js';

let server: SignedServer;

beforeAll(async () => {
  server = await openSignedServer();
});

afterAll(() => server.close());

const meta = (bytes: number) => ({ 'x-amz-meta-ab': 'x'.repeat(bytes - 2) });

describe('an upload', () => {
  it.each([
    ['2,048 bytes of metadata', meta(2048), 200, undefined],
    ['2,049 bytes of metadata', meta(2049), 400, 'MetadataTooLarge'],
    ['the class STANDARD', { 'x-amz-storage-class': 'STANDARD' }, 200, undefined],
    ['the class GLACIER', { 'x-amz-storage-class': 'GLACIER' }, 400, 'InvalidStorageClass'],
    ['a class of no sense', { 'x-amz-storage-class': 'x' }, 400, 'InvalidStorageClass'],
    ['encryption by AES256', { 'x-amz-server-side-encryption': 'AES256' }, 200, undefined],
    ['encryption by KMS', { 'x-amz-server-side-encryption': 'aws:kms' }, 501, 'NotImplemented'],
    [
      'encryption by nothing',
      { 'x-amz-server-side-encryption': 'x' },
      400,
      'InvalidEncryptionAlgorithmError',
    ],
    ['a key of its own', { 'x-amz-server-side-encryption-customer-key': 'x' }, 501, 'NotImplemented'],
    ['tags', { 'x-amz-tagging': 'a=b' }, 501, 'NotImplemented'],
    ['a redirect', { 'x-amz-website-redirect-location': '/x' }, 501, 'NotImplemented'],
    ['an offset', { 'x-amz-write-offset-bytes': '1' }, 501, 'NotImplemented'],
    ['a lock', { 'x-amz-object-lock-mode': 'GOVERNANCE' }, 400, 'InvalidRequest'],
    ['the right of its owner', { 'x-amz-acl': 'private' }, 200, undefined],
    ['a right for all', { 'x-amz-acl': 'public-read' }, 400, 'AccessControlListNotSupported'],
    ['a right for some', { 'x-amz-grant-read': 'id=x' }, 400, 'AccessControlListNotSupported'],
    ['a wrong digest', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 400, 'BadDigest'],
    ['a wrong checksum', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 400, 'BadDigest'],
  ] as const)('with %s', async (_title, headers, status, code) => {
    await server.store.delete('one', 'a');
    const answer = await server.call('PUT', '/one/a', { headers, body: 'abc' });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect((await server.store.head('one', 'a'))?.bytes).toBe(status === 200 ? 3 : undefined);
  });

  it('is told its encryption, and only if it asked', async () => {
    const headers = { 'x-amz-server-side-encryption': 'AES256' };
    const asked = await server.call('PUT', '/one/a', { headers, body: 'abc' });
    expect(asked.headers['x-amz-server-side-encryption']).toBe('AES256');
    const unasked = await server.call('PUT', '/one/a', { body: 'abc' });
    expect(unasked.headers['x-amz-server-side-encryption']).toBeUndefined();
  });

  it('in chunks of the connection, of no announced length, is not implemented, as with S3', async () => {
    const headers = server.sign('PUT', '/one/chunked', { headers: { 'transfer-encoding': 'chunked' } });
    const answer = await raw(['PUT /one/chunked HTTP/1.1', ...lines(headers), '', '3', 'abc', '0', '', '']);
    expect(answer).toMatch(/^HTTP\/1\.1 501 /);
    expect(answer).toContain('<Code>NotImplemented</Code>');
    expect(answer).toContain('<Header>Transfer-Encoding</Header>');
    expect(await server.store.head('one', 'chunked')).toBeNull();
  });

  it('of no length at all is 411', async () => {
    const headers = server.sign('PUT', '/one/lengthless');
    const answer = await raw([
      'PUT /one/lengthless HTTP/1.1',
      ...lines(headers),
      'connection: close',
      '',
      '',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 411 /);
    expect(answer).toContain('<Code>MissingContentLength</Code>');
  });

  it('of more than 5 GiB is refused by its head', async () => {
    const length = String(5 * 1024 ** 3 + 1);
    const headers = server.sign('PUT', '/one/huge', {
      headers: { 'content-length': length, expect: '100-continue' },
    });
    const answer = await raw(['PUT /one/huge HTTP/1.1', ...lines(headers), '', '']);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(`<Code>EntityTooLarge</Code>`);
    expect(answer).toContain(`<ProposedSize>${length}</ProposedSize>`);
  });
});

const lines = (headers: Record<string, string>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** Everything that comes back until the server hangs up. */
const raw = async (sent: readonly string[]): Promise<string> => {
  const socket = server.socket();
  socket.write(sent.join('\r\n'));
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
};
