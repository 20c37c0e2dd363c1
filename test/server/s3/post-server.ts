/** A front door on a real socket, with forms as the AWS SDK makes them, and clients that send whatever they like. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { createIssuedForms, type FormUse, type IssuedForms } from '../../../server/s3/issued-forms.js';
import type { ObjectStore } from '../../../server/s3/object-store.js';
import {
  createPostObject,
  type PostObjectOptions,
  type PostOutcome,
} from '../../../server/s3/post-object.js';
import type { FormField } from '../../../server/s3/presigned-post/form-fields.js';
import { openStoreIn, removeFolder, temporaryFolder } from './embedded/temporary-store.js';

export const ACCESS_KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export const REGION = 'ap-south-1';

export interface PostServer {
  readonly store: ObjectStore;
  readonly folder: string;
  readonly forms: IssuedForms;
  readonly port: number;
  readonly url: string;
  readonly outcomes: readonly PostOutcome[];
  /** Moves the server's clock on. */
  readonly passTime: (milliseconds: number) => void;
  /** Settles when that many requests have been dealt with, answered or not. */
  readonly handled: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openPostServer = async (
  options: Partial<PostObjectOptions> & { readonly use?: FormUse } = {},
): Promise<PostServer> => {
  const folder = temporaryFolder();
  const store = options.store ?? (await openStoreIn(folder));
  let skew = 0;
  const clock = { now: (): number => Date.now() + skew };
  const forms = createIssuedForms(clock, options.use ?? 'until-expiry');
  const outcomes: PostOutcome[] = [];
  const handle = createPostObject({
    store,
    clock,
    forms,
    random: randomBytes,
    region: REGION,
    access: (id) => (id === ACCESS_KEY ? SECRET : null),
    onOutcome: (_request, outcome) => outcomes.push(outcome),
    ...options,
  });
  let count = 0;
  let waiting: { readonly count: number; readonly resolve: () => void } | null = null;
  const server = createServer((request, response) => {
    void handle(request, response).finally(() => {
      count++;
      if (waiting !== null && count >= waiting.count) waiting.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    store,
    folder,
    forms,
    port,
    outcomes,
    url: `http://127.0.0.1:${port}/one/`,
    passTime: (milliseconds) => {
      skew += milliseconds;
    },
    handled: (wanted) =>
      new Promise((resolve) => {
        waiting = { count: wanted, resolve };
        if (count >= wanted) resolve();
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      removeFolder(folder);
    },
  };
};

export interface SignedForm {
  readonly url: string;
  readonly fields: readonly FormField[];
}

/** A form from the AWS SDK. */
export const signForm = async (
  server: PostServer,
  key: string,
  options: Partial<PresignedPostOptions> & { readonly accessKeyId?: string; readonly region?: string } = {},
): Promise<SignedForm> => {
  const { accessKeyId = ACCESS_KEY, region = REGION, ...rest } = options;
  const client = new S3Client({
    region,
    endpoint: `http://127.0.0.1:${server.port}`,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey: SECRET },
  });
  const { url, fields } = await createPresignedPost(client, { Bucket: 'one', Key: key, ...rest });
  return { url, fields: Object.entries(fields) };
};

const BOUNDARY = 'x-form-boundary-x';
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

export const fieldPart = (name: string, value: string): Buffer =>
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);

/** `fileName` null: none is given. */
export const filePart = (
  content: string | Buffer,
  fileName: string | null = '/home/me/a.zip',
  name = 'file',
): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${fileName === null ? '' : `; filename="${fileName}"`}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);

export const END = Buffer.from(`--${BOUNDARY}--\r\n`);

export const formBody = (fields: readonly FormField[], ...rest: readonly Buffer[]): Buffer =>
  Buffer.concat([...fields.map(([name, value]) => fieldPart(name, value)), ...rest, END]);

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Sends a body, whole or as it comes. */
export const post = (
  server: PostServer,
  body: Buffer | AsyncIterable<Uint8Array>,
  {
    path = '/one/',
    headers = {},
  }: { readonly path?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port: server.port,
        host: '127.0.0.1',
        method: 'POST',
        path,
        headers: { 'Content-Type': FORM_TYPE, ...headers },
      },
      (response) => {
        text(response).then(
          (read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read }),
          reject,
        );
      },
    );
    request.on('error', reject);
    if (Buffer.isBuffer(body)) request.end(body);
    else
      void (async () => {
        for await (const chunk of body)
          if (!request.write(chunk)) await new Promise((drained) => request.once('drain', drained));
        request.end();
      })();
  });

/** Posts a signed form with a file of that text. */
export const upload = (server: PostServer, form: SignedForm, content: string | Buffer): Promise<Answer> =>
  post(server, formBody(form.fields, filePart(content)));

/** Writes raw bytes on a socket and gives everything that comes back until the server hangs up. */
export const rawExchange = (server: PostServer, ...bytes: readonly (string | Buffer)[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    for (const part of bytes) socket.write(part);
    text(socket).then(resolve, reject);
  });

export const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex');
export const codeOf = ({ body }: Answer): string | undefined => /<Code>(.*?)<\/Code>/.exec(body)?.[1];
export const messageOf = ({ body }: Answer): string | undefined =>
  /<Message>(.*?)<\/Message>/s.exec(body)?.[1];
