/** What the store says of an endpoint that it cannot work with, before anybody uploads. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExternalStoreOptions } from '../../../../server/s3/external/open-external-store.js';
import { StoreError } from '../../../../server/s3/object-store.js';
import { removeFolder, temporaryFolder } from '../embedded/temporary-store.js';
import { openStoreAt } from './external-endpoint.js';
import {
  ACCESS,
  type HostileEndpoint,
  type Misdeed,
  openHostileEndpoint,
  refuse,
} from './hostile-endpoint.js';

let endpoint: HostileEndpoint;
let spoolFolder: string;
const notices: string[] = [];
beforeEach(async () => {
  endpoint = await openHostileEndpoint();
  spoolFolder = temporaryFolder();
  notices.length = 0;
});
afterEach(async () => {
  await endpoint.close();
  removeFolder(spoolFolder);
});

const openAt = (url: URL, options: Partial<ExternalStoreOptions> = {}) =>
  openStoreAt(
    { url, access: ACCESS },
    {
      buckets: ['one', 'two'],
      spoolFolder,
      wait: async () => {},
      onNotice: (notice) => notices.push(notice),
      ...options,
    },
  );
const failure = async (url: URL, options: Partial<ExternalStoreOptions> = {}): Promise<string> => {
  const error: unknown = await openAt(url, options).then(
    (store) => store.close(),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
};
const creations = () => endpoint.requests.filter(({ method }) => method === 'PUT');

describe('a bucket that is missing', () => {
  it('is made in the region, and told', async () => {
    await (await openAt(endpoint.url)).close();
    expect([...endpoint.buckets]).toEqual(['one', 'two']);
    expect(creations().map(({ body }) => body)).toEqual([
      expect.stringContaining('<LocationConstraint>ap-south-1</LocationConstraint>'),
    ]);
    expect(notices).toEqual([
      `bucket two was made at the S3 endpoint ${endpoint.url.origin}, which had none of that name`,
    ]);
  });

  it('is made without a region where the endpoint knows none of that name', async () => {
    endpoint.next('PUT', refuse(400, 'InvalidLocationConstraint'));
    await (await openAt(endpoint.url)).close();
    expect(creations()[1]?.body).toBe('');
    expect([...endpoint.buckets]).toEqual(['one', 'two']);
  });

  it('is made without a region in the first one of AWS, which has no name there', async () => {
    await (await openAt(endpoint.url, { access: { ...ACCESS, region: 'us-east-1' } })).close();
    expect(creations().map(({ body }) => body)).toEqual(['']);
  });

  it('may have been made by somebody else of ours meanwhile', async () => {
    endpoint.next('PUT', (request, response, body) => {
      endpoint.buckets.add('two');
      refuse(409, 'BucketAlreadyOwnedByYou')(request, response, body);
    });
    await (await openAt(endpoint.url)).close();
  });

  it.each<[string, Misdeed, RegExp]>([
    [
      'has that name already',
      refuse(409, 'BucketAlreadyExists'),
      /is somebody else's: give ours another name/,
    ],
    ['lets nobody make one', refuse(403, 'AccessDenied'), /403 AccessDenied \(No\.\): give the credentials/],
    ['wants another region', refuse(400, 'IllegalLocationConstraintException'), /IllegalLocation/],
  ])('is not made where somebody %s', async (_, misdeed, message) => {
    endpoint.next('PUT', misdeed);
    expect(await failure(endpoint.url)).toMatch(message);
    expect(notices).toEqual([]);
  });
});

describe('an endpoint', () => {
  const noBody =
    (status: number): Misdeed =>
    (_request, response) =>
      response.writeHead(status).end();

  it.each<[string, Misdeed, RegExp]>([
    ['an unknown key', refuse(403, 'InvalidAccessKeyId'), /: check AWS_ACCESS_KEY_ID$/],
    ['a wrong secret', refuse(403, 'SignatureDoesNotMatch'), /: check AWS_SECRET_ACCESS_KEY$/],
    ['a wrong clock', refuse(403, 'RequestTimeTooSkewed'), /: set this machine's clock$/],
    [
      'a wrong region',
      refuse(400, 'AuthorizationHeaderMalformed', 'No.', '<Region>eu-west-1</Region>'),
      /: set AWS_REGION to eu-west-1$/,
    ],
    [
      'a bucket that lies elsewhere',
      (_, response) => response.writeHead(301, { 'x-amz-bucket-region': 'eu-west-1' }).end(),
      /answered 301: set AWS_REGION to eu-west-1$/,
    ],
  ])('that refuses %s is told with the mend', async (_, misdeed, message) => {
    endpoint.next('HEAD', noBody(403));
    endpoint.next('GET', misdeed);
    expect(await failure(endpoint.url)).toMatch(message);
    expect(creations()).toEqual([]);
  });

  it('that is a web site is told apart', async () => {
    endpoint.next('GET', (_, response) => response.end('<!doctype html><p>Welcome'));
    expect(await failure(endpoint.url)).toMatch(/something else: is it S3\?$/);
  });

  it('that is not there is told', async () => {
    const gone = await openHostileEndpoint();
    await gone.close();
    expect(await failure(gone.url)).toBe(
      `the S3 endpoint ${gone.url.origin} cannot be reached (ECONNREFUSED): check the address and that it runs`,
    );
  });

  it('that is no name of a host is told', async () => {
    expect(await failure(new URL('http://nowhere.invalid'))).toMatch(
      /cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/,
    );
  });

  it('that does not speak TLS is told', async () => {
    expect(await failure(new URL(`https://127.0.0.1:${endpoint.url.port}`))).toMatch(/check http or https$/);
  });

  it('that never gets to TLS is given up', async () => {
    const mute = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = mute.address() as AddressInfo;
      expect(await failure(new URL(`https://127.0.0.1:${port}`), { limits: { connect: 500 } })).toMatch(
        /no connection for 1 s/,
      );
    } finally {
      await new Promise<unknown>((resolve) => mute.close(resolve));
    }
  });
});
