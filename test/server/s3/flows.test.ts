/**
 * The same client flows against our front door, over each kind of store, and against a real S3 implementation, which is
 * the oracle: where it differs, `flows/differences.ts` says so and why.
 */
import { randomBytes } from 'node:crypto';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../server/s3/object-store.js';
import type { S3Access } from '../../../server/s3/signing/signing-key.js';
import { createIssuedForms } from '../../../server/s3/issued-forms.js';
import { createMultipartUploads } from '../../../server/s3/multipart/multipart-uploads.js';
import { openStoreIn, removeFolder, temporaryFolder } from './embedded/temporary-store.js';
import {
  clientOf,
  EXTERNAL,
  newBucketNames,
  openStoreAt,
  removeBucket,
  theEndpoint,
} from './external/external-endpoint.js';
import { CLIENT_FLOWS } from './flows/client-flows.js';
import { type Difference, DIFFERENCES, implementationOf } from './flows/differences.js';
import type { Subject } from './flows/flow.js';
import { FORM_FLOWS } from './flows/form-flows.js';
import { LINK_FLOWS } from './flows/link-flows.js';
import { MULTIPART_FLOWS } from './flows/multipart-flows.js';
import { ACCESS, openSignedServer } from './signed-server.js';

const FLOWS = [...FORM_FLOWS, ...LINK_FLOWS, ...CLIENT_FLOWS, ...MULTIPART_FLOWS];

interface OpenSubject {
  readonly subject: Subject;
  readonly differences: Readonly<Record<string, Difference>>;
  readonly dispose: () => Promise<void>;
}

/** Clients as a careful user of any S3 sets them up: no checksums that only AWS knows. */
const clients = (endpoint: string, { region, accessKeyId, secretAccessKey }: S3Access) => {
  const made: S3Client[] = [];
  const clientWith = (options: S3ClientConfig): S3Client => {
    const client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...options,
    });
    made.push(client);
    return client;
  };
  return { clientWith, client: clientWith({}), destroy: () => made.forEach((client) => client.destroy()) };
};

const behindFrontDoor = async (store: ObjectStore, dispose: () => Promise<void>): Promise<OpenSubject> => {
  const clock = { now: Date.now };
  const folder = temporaryFolder();
  const parts = await openStoreIn(folder, { buckets: ['parts'] });
  const uploads = await createMultipartUploads({ parts, clock, random: randomBytes });
  const forms = createIssuedForms(clock, 'until-expiry');
  const server = await openSignedServer({ store, forms, uploads });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const { destroy, ...made } = clients(endpoint, ACCESS);
  const [one = '', two = ''] = store.buckets;
  return {
    subject: { endpoint, access: ACCESS, buckets: [one, two], ...made },
    differences: {},
    dispose: async () => {
      destroy();
      await server.close();
      await parts.close();
      removeFolder(folder);
      await dispose();
    },
  };
};

const overEmbedded = async (): Promise<OpenSubject> => {
  const folder = temporaryFolder();
  return behindFrontDoor(await openStoreIn(folder), async () => removeFolder(folder));
};

const overExternal = async (): Promise<OpenSubject> => {
  const spoolFolder = temporaryFolder();
  const buckets = newBucketNames();
  const store = await openStoreAt(theEndpoint(), { buckets, spoolFolder });
  return behindFrontDoor(store, async () => {
    const client = clientOf(theEndpoint());
    for (const bucket of buckets) await removeBucket(client, bucket);
    client.destroy();
    removeFolder(spoolFolder);
  });
};

const direct = async (): Promise<OpenSubject> => {
  const { url, access } = theEndpoint();
  const buckets = newBucketNames();
  const { destroy, ...made } = clients(url.origin, access);
  const subject = { endpoint: url.origin, access, buckets, ...made };
  // Makes them with or without the region's name, whichever the endpoint takes.
  const spoolFolder = temporaryFolder();
  await (await openStoreAt(theEndpoint(), { buckets, spoolFolder })).close();
  removeFolder(spoolFolder);
  return {
    subject,
    differences: DIFFERENCES[await implementationOf(subject)],
    dispose: async () => {
      for (const bucket of buckets) await removeBucket(made.client, bucket);
      destroy();
    },
  };
};

describe.each<[string, () => Promise<OpenSubject>, boolean]>([
  ['our front door over the embedded store', overEmbedded, true],
  [
    'our front door over an external store [set: CQUBE_CONFORM_TEST_S3_ENDPOINT]',
    overExternal,
    EXTERNAL !== null,
  ],
  ['a real endpoint itself [set: CQUBE_CONFORM_TEST_S3_ENDPOINT]', direct, EXTERNAL !== null],
])('%s', (_, open, available) => {
  describe.skipIf(!available)('answers', () => {
    let opened: OpenSubject;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.dispose());

    it.each(FLOWS.map((flow, index) => [flow.name, flow, `flow-${index}`] as const))(
      '%s',
      async (name, flow, key) => {
        const difference = opened.differences[name];
        expect(await flow.run(opened.subject, key), difference?.because).toEqual(
          difference?.seen ?? flow.expected,
        );
      },
    );
  });
});

it('tells differences only of flows that there are', () => {
  const names = FLOWS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const told = Object.values(DIFFERENCES).flatMap((differences) => Object.keys(differences));
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
});
