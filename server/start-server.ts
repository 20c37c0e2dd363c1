/** Starts a mock cQube: three listeners, one state. Several in one process do not see each other. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { adminApp } from './admin/admin.js';
import { application, emissionServer, localTimestamp } from './emission-application.js';
import type { ApplicationOptions } from './emission-application.js';
import { gatewayServer } from './gateway/gateway-server.js';
import { gateway } from './gateway/gateway.js';
import type { Credential } from './gateway/credentials.js';
import { DEFAULT_LIMITS, listen } from './listener.js';
import type { Listener, Limits } from './listener.js';
import type { ServerOptions, ServerSettings } from './options.js';
import { openEmbeddedStore } from './s3/embedded/open-embedded-store.js';
import { frontDoor } from './s3/front-door.js';
import { createIssuedForms } from './s3/issued-forms.js';
import { seedFrom } from './s3/seed-from.js';
import { StoreError } from './s3/object-store.js';
import type { ObjectStore } from './s3/object-store.js';
import { LOGS, seedLogs } from './seed-logs.js';
import { openStateFolder, StateError } from './state-folder.js';
import type { StateFolder } from './state-folder.js';

export interface RunningServer {
  /** Base URL of the emission API, `/data` included. */
  readonly url: string;
  /** Origin of the S3 side; buckets are its first path segment. */
  readonly s3Url: string;
  /** Origin of our own admin API. */
  readonly adminUrl: string;
  /** A token that the gateway accepts; null where there is no gateway. */
  readonly token: string | null;
  readonly store: ObjectStore;
  /** Lets what is under way finish, then frees ports, files and the temporary folder. May be called again. */
  readonly close: () => Promise<void>;
}

const DEFAULTS: ServerSettings = {
  host: '127.0.0.1',
  port: 0,
  s3Port: 0,
  adminPort: 0,
  dataDir: null,
  seed: null,
  gateway: 'kong',
  credentials: [],
  uploadUrls: 'one-time',
  region: 'ap-south-1',
  buckets: { input: 'cqube-qa10-input', output: 'cqube-qa10-output', emission: 'cqube-qa10-emission' },
  routeHost: null,
  logFolder: null,
  clock: { now: Date.now },
  random: randomBytes,
  limits: DEFAULT_LIMITS,
  onNotice: () => undefined,
};

/** Milliseconds that answers under way get at a close. */
const GRACE = 2_000;

/** Throws `ListenError` or `StateError`; then nothing is left open. */
export async function startServer(given: ServerOptions = {}): Promise<RunningServer> {
  const settings: ServerSettings = { ...DEFAULTS, ...given };
  const undo: (() => Promise<void>)[] = [];
  const close = once(async () => {
    for (const step of undo.toReversed()) await step();
  });
  try {
    const state = await openStateFolder(settings);
    undo.push(state.dispose);
    const credential = ownCredential(state, settings);
    const store = await openStore(state, settings);
    undo.push(store.close);
    // Only now is the folder ours.
    await state.save();
    await fillLogs(state, settings);
    const origins = await openListeners({ state, store, settings, undo });
    const token = settings.gateway === 'none' ? null : state.credentials.token(credential);
    return { ...origins, token, store, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const once = (action: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | null = null;
  return () => (running ??= action());
};

/** The credential that the server's own token is made with: the first one given, else a kept one, else a new one. */
function ownCredential({ credentials }: StateFolder, { credentials: given }: ServerSettings): Credential {
  for (const { key, secret, algorithm } of given) {
    const known = credentials.get(key);
    if (known === null) credentials.add({ key, secret, algorithm, user: 'emission' });
    else if (known.algorithm !== algorithm || known.secret !== secret)
      throw new StateError(
        'CREDENTIAL_UNUSABLE',
        `the data folder has another credential with the key ${key}: give it another key`,
      );
  }
  const [first] = given;
  const kept = first ? credentials.get(first.key) : credentials.list().find(canSign);
  return kept ?? credentials.create('emission');
}

const canSign = ({ algorithm, revokedAt }: Credential): boolean =>
  algorithm !== 'RS256' && revokedAt === null;

async function openStore(state: StateFolder, settings: ServerSettings): Promise<ObjectStore> {
  const { buckets, clock, random, seed, onNotice } = settings;
  const names = Object.values(buckets);
  if (new Set(names).size < names.length)
    throw new StateError('DATA_DIR_UNUSABLE', 'two buckets have one name: give each its own');
  try {
    const store = await openEmbeddedStore({
      folder: state.objects,
      buckets: names,
      clock,
      random,
      onDamage: (damage) => onNotice(`a damaged record was moved aside: ${JSON.stringify(damage)}`),
    });
    if (seed !== null)
      await fill(store, seed, settings).catch((error: unknown) => closeAndThrow(store, error));
    return store;
  } catch (error) {
    if (error instanceof StoreError) {
      const mend = error.code === 'IN_USE' ? '' : ': name a folder that you may write to';
      throw new StateError('DATA_DIR_UNUSABLE', `${error.message}${mend}`, { cause: error });
    }
    throw error;
  }
}

async function closeAndThrow(store: ObjectStore, error: unknown): Promise<never> {
  await store.close();
  throw error;
}

async function fill(store: ObjectStore, folder: string, { buckets }: ServerSettings): Promise<void> {
  try {
    await seedFrom({ store, folder, roles: { ...buckets }, except: [LOGS] });
  } catch (error) {
    throw unusableSeed(folder, error);
  }
}

async function fillLogs({ logs }: StateFolder, { seed }: ServerSettings): Promise<void> {
  try {
    await seedLogs(seed, logs);
  } catch (error) {
    throw unusableSeed(seed ?? logs, error);
  }
}

function unusableSeed(folder: string, error: unknown): StateError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StateError('SEED_UNUSABLE', `the seed folder ${folder} cannot be used: ${reason}`, {
    cause: error,
  });
}

interface Parts {
  readonly state: StateFolder;
  readonly store: ObjectStore;
  readonly settings: ServerSettings;
  /** What each listener adds to be undone. */
  readonly undo: (() => Promise<void>)[];
}

/** S3 first: the API signs for its address. */
async function openListeners({ state, store, settings, undo }: Parts) {
  const { host, clock, region, random, limits, uploadUrls } = settings;
  const open = async (server: Server, port: number, bounds: Limits = limits): Promise<Listener> => {
    const listener = await listen(server, { host, port }, bounds);
    undo.push(() => listener.close(GRACE));
    return listener;
  };
  const access = { ...state.access, region };
  const forms = createIssuedForms(clock, uploadUrls);
  const secretOf = (keyId: string): string | null =>
    keyId === access.accessKeyId ? access.secretAccessKey : null;
  const storage = frontDoor({ store, access: secretOf, region, forms, clock, random });
  const s3 = await open(createServer(storage), settings.s3Port, {
    ...limits,
    requestTimeout: limits.uploadTimeout,
  });
  const emission: ApplicationOptions = {
    buckets: settings.buckets,
    store,
    access,
    endpoint: (bucket) => `${s3.origin}/${bucket}/`,
    clock,
    localTime: localTimestamp,
    logFolder: settings.logFolder ?? state.logs,
    onIssued: ({ signature, expires }) => forms.issued(signature, expires),
  };
  const api = await open(apiServer(emission, state, settings), settings.port);
  const url = `${api.origin}/data`;
  const admin = adminApp({
    credentials: state.credentials,
    apiUrl: () => api.origin,
    hosts: [host],
    onChange: state.save,
  });
  const own = await open(createServer(admin), settings.adminPort);
  return { url, s3Url: s3.origin, adminUrl: own.origin };
}

function apiServer(
  emission: ApplicationOptions,
  { credentials }: StateFolder,
  { gateway: kind, routeHost, clock }: ServerSettings,
): Server {
  if (kind === 'none') return emissionServer(emission);
  const handler = gateway({ credentials, routeHost, application: application(emission), clock });
  return gatewayServer(handler, clock);
}
