/** Starts a mock cQube: three listeners, one state. Several in one process do not see each other. */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { watchStore } from './admin/events/watch-store.js';
import { checkSettings } from './check-settings.js';
import { createVirtualClock } from './clock.js';
import type { VirtualClock } from './clock.js';
import type { Buckets } from './emission-application.js';
import { createFaults } from './faults/create-faults.js';
import type { Faults } from './faults/faults.js';
import type { Credential } from './gateway/credentials.js';
import { issuerOf } from './gateway/issuer-of.js';
import { createJournal } from './journal/create-journal.js';
import type { Journal } from './journal/journal.js';
import { DEFAULT_LIMITS } from './listener.js';
import { openListeners } from './open-listeners.js';
import { fillLogs, openStorage } from './open-storage.js';
import type { ServerOptions, ServerSettings } from './options.js';
import type { ObjectStore } from './s3/object-store.js';
import type { S3Access } from './s3/signing/signing-key.js';
import { openStateFolder, StateError } from './state-folder.js';
import type { StateFolder } from './state-folder.js';
import type { Tls } from './tls/open-tls.js';

export interface RunningServer {
  /** Base URL of the emission API, `/data` included. */
  readonly url: string;
  /** Origin of the S3 side; buckets are its first path segment. */
  readonly s3Url: string;
  /** Origin of our own admin API. */
  readonly adminUrl: string;
  /** A token that the gateway accepts; null where there is no gateway. */
  readonly token: string | null;
  /** What S3 clients sign with; good for every bucket of this server and for nothing else. */
  readonly s3Access: S3Access;
  /** Names of the buckets by what they are for. */
  readonly buckets: Buckets;
  readonly store: ObjectStore;
  /** Every exchange, without its secrets. */
  readonly journal: Journal;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** What clients have to trust; null: plain HTTP. */
  readonly tls: Pick<Tls, 'caPem' | 'caFile' | 'newAuthority'> | null;
  /** The time that the server lives in: what it signs, dates and lets expire. */
  readonly clock: VirtualClock;
  /** Lets what is under way finish, then frees ports, files and the temporary folder. May be called again. */
  readonly close: () => Promise<void>;
}

const DEFAULTS: ServerSettings = {
  host: '127.0.0.1',
  port: 0,
  s3Port: 0,
  adminPort: 0,
  dataDir: null,
  s3Endpoint: null,
  tls: false,
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
  faults: { version: 1, faults: [] },
  journalLimits: {},
  judge: null,
  version: '',
  onNotice: () => undefined,
};

/** Throws `ListenError` or `StateError`; then nothing is left open. */
export async function startServer(given: ServerOptions = {}): Promise<RunningServer> {
  const settings: ServerSettings = { ...DEFAULTS, ...given };
  const undo: (() => Promise<void>)[] = [];
  const close = once(async () => {
    for (const step of undo.toReversed()) await step();
  });
  try {
    await checkSettings(settings);
    const clock = createVirtualClock(settings.clock);
    const state = await openStateFolder({ ...settings, clock });
    undo.push(state.dispose);
    const credential = ownCredential(state, settings);
    const storage = await openStorage(state, settings, clock);
    undo.push(storage.close);
    // Only now is the folder ours.
    await state.save();
    await fillLogs(state, settings);
    const journal = await openJournal(state, settings, clock);
    undo.push(journal.close);
    const faults = openFaults(state, settings, clock);
    const token = settings.gateway === 'none' ? null : state.credentials.token(credential);
    const tls = settings.tls ? await openCertificates(state, settings) : null;
    const store = watchStore(storage.store);
    const shared = { state, store, storage, settings, clock, journal, faults, token, tls, undo };
    const origins = await openListeners(shared);
    // What is being held back must not hold up the end.
    undo.push(async () => faults.close());
    return {
      ...origins,
      token,
      s3Access: { ...state.access, region: settings.region },
      buckets: settings.buckets,
      store,
      tls: tls === null ? null : { caPem: tls.caPem, caFile: tls.caFile, newAuthority: tls.newAuthority },
      journal,
      faults,
      clock,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A temporary folder's journal would go with it, so it is not written at all. */
const openJournal = (
  state: StateFolder,
  { dataDir, version, journalLimits, onNotice }: ServerSettings,
  clock: VirtualClock,
): Promise<Journal> =>
  createJournal({
    clock,
    version,
    folder: dataDir === null ? null : state.folder,
    limits: journalLimits,
    onNotice,
  });

/** Clients look at their own clocks, so certificates do not follow the server's. */
const openCertificates = async (
  { folder }: StateFolder,
  { host, clock, random }: ServerSettings,
): Promise<Tls> => {
  const { openTls } = await import('./tls/open-tls.js');
  return openTls({ folder: resolve(folder, 'tls'), hosts: [host], clock, random });
};

const openFaults = (
  { credentials, save }: StateFolder,
  { faults: plan, gateway, random }: ServerSettings,
  clock: VirtualClock,
): Faults =>
  createFaults({
    clock,
    random,
    gateway,
    plan,
    revokeToken: async (token) => {
      const key = issuerOf(token);
      if (key !== null && credentials.revoke(key)) await save();
    },
  });

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
