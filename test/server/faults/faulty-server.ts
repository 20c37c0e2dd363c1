/** A gateway with the application behind it, and a storage, wired as `startServer` does, with faults before both. */
import { randomBytes } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExchangeSide } from '../../../specs/exchange-step.js';
import type { Fault, FaultPlan } from '../../../specs/fault-plan.js';
import { readFaultPlan } from '../../../specs/read-fault-plan.js';
import { createVirtualClock } from '../../../server/clock.js';
import type { Clock, VirtualClock } from '../../../server/clock.js';
import { application, localTimestamp } from '../../../server/emission-application.js';
import { factsOf } from '../../../server/exchange-facts.js';
import { createFaults } from '../../../server/faults/create-faults.js';
import type { Faults } from '../../../server/faults/faults.js';
import { lateClock } from '../../../server/faults/late-clock.js';
import type { Timers } from '../../../server/faults/waits.js';
import { Credentials } from '../../../server/gateway/credentials.js';
import { gatewayServer } from '../../../server/gateway/gateway-server.js';
import { gateway } from '../../../server/gateway/gateway.js';
import type { RequestHandler } from '../../../server/request-handler.js';
import { frontDoor } from '../../../server/s3/front-door.js';
import { createIssuedForms } from '../../../server/s3/issued-forms.js';
import { memoryStore } from '../memory-store.js';
import type { MemoryStore } from '../memory-store.js';

const EMISSION = 'emission';
const BUCKETS = { input: 'input', output: 'output', emission: EMISSION };
const ACCESS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret', region: 'ap-south-1' };

export interface FaultyServer {
  readonly apiPort: number;
  readonly s3Port: number;
  readonly token: string;
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly faults: Faults;
  /** What was told of each request, in the order in which they came: side and `injectedFault`. */
  readonly told: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** A plan as somebody would write it, read as a file would be. */
export function planOf(...faults: readonly Fault[]): FaultPlan {
  const reading = readFaultPlan(JSON.parse(JSON.stringify({ version: 1, faults })));
  if (reading.kind === 'problems') throw new Error(reading.problems.join('\n'));
  return reading.plan;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Real faults, real handlers, real sockets. `timers`: real ones by default. */
export async function faultyServer(plan: FaultPlan, timers?: Timers): Promise<FaultyServer> {
  const clock = createVirtualClock({ now: Date.now });
  const store = memoryStore(Object.values(BUCKETS), clock.now);
  const credentials = new Credentials({ clock, random: randomBytes });
  const credential = credentials.create('emission');
  const faults = createFaults({
    clock,
    random: randomBytes,
    gateway: 'kong',
    plan,
    revokeToken: (token) => {
      const [, claims = ''] = token.split('.');
      const { iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { readonly iss: string };
      credentials.revoke(iss);
    },
    ...(timers && { timers }),
  });
  const told: (() => string)[] = [];
  const recorded =
    (side: ExchangeSide, handler: RequestHandler): RequestHandler =>
    (request, response) => {
      told.push(() => `${side} ${factsOf(request).injectedFault ?? '-'}`);
      handler(request, response);
    };
  const forms = createIssuedForms(clock, 'one-time');
  const storage = (time: Clock): RequestHandler =>
    frontDoor({
      store,
      access: (id) => (id === ACCESS.accessKeyId ? ACCESS.secretAccessKey : null),
      region: ACCESS.region,
      forms,
      clock: time,
      random: randomBytes,
    });
  const s3 = createServer(recorded('s3', faults.inject('s3', storage(clock), storage(lateClock(clock)))));
  const s3Port = await listening(s3);
  const app = application({
    buckets: BUCKETS,
    store,
    access: ACCESS,
    endpoint: (bucket) => `http://127.0.0.1:${s3Port}/${bucket}/`,
    clock,
    localTime: localTimestamp,
    logFolder: null,
    onIssued: ({ signature, expires }) => forms.issued(signature, expires),
  });
  const handler = gateway({ credentials, routeHost: null, application: app, clock });
  const api = gatewayServer(recorded('api', faults.inject('api', handler)), clock);
  const apiPort = await listening(api);
  return {
    apiPort,
    s3Port,
    token: credentials.token(credential),
    clock,
    store,
    faults,
    told: () => told.map((tell) => tell()),
    close: async () => {
      faults.close();
      await Promise.all([closed(api), closed(s3)]);
    },
  };
}

/** What a client sees: an answer (whole or not), or an error's code. */
export interface Seen {
  readonly status: number | null;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** All of the answer came. */
  readonly whole: boolean;
  readonly error: string | null;
}

export interface Sent {
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** Never rejects. */
export function send({ port, method, path, headers = {}, body, signal }: Sent): Promise<Seen> {
  return new Promise((resolve) => {
    let seen: Seen = { status: null, headers: {}, body: '', whole: false, error: null };
    const done = (more: Partial<Seen>): void => resolve({ ...seen, ...more });
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...length, ...headers },
        agent: false,
        ...(signal && { signal }),
      },
      (answer) => {
        seen = { ...seen, status: answer.statusCode ?? null, headers: answer.headers };
        answer.setEncoding('latin1');
        answer.on('data', (piece: string) => {
          seen = { ...seen, body: seen.body + piece };
        });
        answer.on('error', (error: NodeJS.ErrnoException) => done({ error: error.code ?? error.message }));
        answer.on('end', () => done({ whole: answer.complete }));
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => done({ error: error.code ?? error.message }));
    request.end(body);
  });
}

export const askForm = (server: FaultyServer, filename = 'pat/a.zip', signal?: AbortSignal): Promise<Seen> =>
  send({
    port: server.apiPort,
    method: 'POST',
    path: '/data/upload-url',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename }),
    ...(signal && { signal }),
  });

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The bytes of an upload by the form that an `upload-url` answered with. */
export function uploadOf(server: FaultyServer, { body }: Seen, content: string): Sent {
  const { url, fields } = JSON.parse(body) as Form;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\n${content}\r\n--b--\r\n`;
  return {
    port: server.s3Port,
    method: 'POST',
    path: new URL(url).pathname,
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    body: `${parts.join('')}${file}`,
  };
}

/** Both steps of an emission. */
export async function emit(server: FaultyServer, content = 'bytes', filename = 'pat/a.zip'): Promise<Seen> {
  return send(uploadOf(server, await askForm(server, filename), content));
}

/** Ends with the test that is running. */
let lastTest = new AbortController();

/** To be called when a test is over. */
export function endOfTest(): void {
  lastTest.abort();
  lastTest = new AbortController();
}

/** What lies in the emission bucket, without its names. */
export const stored = ({ store }: FaultyServer): readonly string[] => Object.values(store.contents(EMISSION));

/** A link to the first object. */
export async function linkTo(server: FaultyServer): Promise<string> {
  const [key = ''] = Object.keys(server.store.contents(EMISSION));
  const { body } = await send({
    port: server.apiPort,
    method: 'POST',
    path: '/data/download_url',
    headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename: key, bucket: EMISSION }),
  });
  const { pathname, search } = new URL(body);
  return `${pathname}${search}`;
}

export const fetchLink = async (server: FaultyServer, path: string): Promise<Seen> =>
  send({ port: server.s3Port, method: 'GET', path });

/** Resolves as soon as it holds; what does not come to hold fails the test, and does not go on after it. */
export async function until(holds: () => boolean): Promise<void> {
  const { signal } = lastTest;
  while (!holds()) {
    if (signal.aborted) throw new Error('what was waited for never came');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
