/** What a server keeps objects in: the store, filled with a seed if one is given, and the counts of upload forms. */
import type { Clock } from './clock.js';
import { makeFolder } from './make-folder.js';
import type { ExternalEndpoint, ServerSettings } from './options.js';
import { openEmbeddedStore } from './s3/embedded/open-embedded-store.js';
import { type FormLedger, openFormLedger } from './s3/form-ledger.js';
import { createMultipartUploads, type MultipartUploads } from './s3/multipart/multipart-uploads.js';
import { type ObjectStore, StoreError } from './s3/object-store.js';
import { seedFrom } from './s3/seed-from.js';
import { LOGS, seedLogs } from './seed-logs.js';
import { StateError, type StateFolder } from './state-folder.js';

export interface Storage {
  readonly store: ObjectStore;
  readonly uploads: MultipartUploads;
  readonly ledger: FormLedger;
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
}

/** Throws `StateError`; then nothing is left open. Afterwards the state folder is nobody else's. */
export async function openStorage(
  state: StateFolder,
  settings: ServerSettings,
  clock: Clock,
): Promise<Storage> {
  const store = await openStore(state, settings, clock);
  const undo = [store.close];
  const close = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const { random } = settings;
    const parts = await openEmbeddedStore({ folder: state.parts, buckets: ['parts'], clock, random });
    undo.push(parts.close);
    const uploads = await createMultipartUploads({ parts, clock, random });
    await uploads.sweep(store);
    const ledger = openFormLedger(state.forms, clock);
    // Closed last: an upload that is still finishing counts its form.
    undo.unshift(async () => ledger.close());
    return { store, uploads, ledger, close };
  } catch (error) {
    await close();
    throw unusable(error);
  }
}

async function openStore(state: StateFolder, settings: ServerSettings, clock: Clock): Promise<ObjectStore> {
  const { buckets, seed } = settings;
  const names = Object.values(buckets);
  try {
    const store =
      settings.s3Endpoint === null
        ? await openOwnStore(state, settings, names, clock)
        : await openStoreAt(settings.s3Endpoint, state, settings, names, clock);
    if (seed !== null)
      await fill(store, seed, settings).catch((error: unknown) => closeAndThrow(store, error));
    return store;
  } catch (error) {
    throw settings.s3Endpoint === null ? unusable(error) : unreachable(error);
  }
}

const openOwnStore = (
  state: StateFolder,
  { random, onNotice }: ServerSettings,
  buckets: readonly string[],
  clock: Clock,
): Promise<ObjectStore> =>
  openEmbeddedStore({
    folder: state.objects,
    buckets,
    clock,
    random,
    onDamage: (damage) => onNotice(`a damaged record was moved aside: ${JSON.stringify(damage)}`),
  });

async function openStoreAt(
  { endpoint, access }: ExternalEndpoint,
  state: StateFolder,
  { random, onNotice, clock: realClock }: ServerSettings,
  buckets: readonly string[],
  clock: Clock,
): Promise<ObjectStore> {
  await makeFolder(state.spool);
  // Only who has that store needs what it is made of.
  const { openExternalStore } = await import('./s3/external/open-external-store.js');
  return openExternalStore({
    endpoint,
    access,
    buckets,
    spoolFolder: state.spool,
    clock,
    endpointClock: realClock,
    random,
    onNotice,
  });
}

/** The store says what is wrong and the mend. */
const unreachable = (error: unknown): unknown =>
  error instanceof StoreError ? new StateError('ENDPOINT_UNUSABLE', error.message, { cause: error }) : error;

function unusable(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  const mend = error.code === 'IN_USE' ? '' : ': name a folder that you may write to';
  return new StateError('DATA_DIR_UNUSABLE', `${error.message}${mend}`, { cause: error });
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

/** Throws `StateError`. */
export async function fillLogs({ logs }: StateFolder, { seed }: ServerSettings): Promise<void> {
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
