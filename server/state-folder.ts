/**
 * What a server must know again after a restart, beside its objects: credentials, and the key pair that URLs are
 * signed with. One file that only its owner can read, replaced as a whole.
 */
import { chmod, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Credentials } from './gateway/credentials.js';
import type { Clock } from './clock.js';
import { objectsFolder, spoolFolder, stateFile } from './data-folder-layout.js';
import { makeFolder } from './make-folder.js';
import type { S3Access } from './s3/signing/signing-key.js';

export type StateErrorCode =
  | 'DATA_DIR_UNUSABLE'
  | 'STATE_DAMAGED'
  | 'SEED_UNUSABLE'
  | 'CREDENTIAL_UNUSABLE'
  | 'ENDPOINT_UNUSABLE'
  | 'OPTION_UNUSABLE';

/** One line: what is wrong with a folder or an option, and the mend. */
export class StateError extends Error {
  readonly code: StateErrorCode;

  constructor(code: StateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StateError';
    this.code = code;
  }
}

export interface StateFolder {
  readonly folder: string;
  /** Objects lie in it. */
  readonly objects: string;
  /** Objects that are being uploaded in parts lie in it. */
  readonly parts: string;
  /** Uploads to another S3 wait in it for their last byte. */
  readonly spool: string;
  /** File with the counts of upload forms. */
  readonly forms: string;
  /** Logs to show lie in it. */
  readonly logs: string;
  readonly access: Omit<S3Access, 'region'>;
  readonly credentials: Credentials;
  /** Writes what has changed; saves one after the other. */
  readonly save: () => Promise<void>;
  /** Removes the folder if it was a temporary one. */
  readonly dispose: () => Promise<void>;
}

interface SavedState {
  readonly version: 1;
  readonly access: Omit<S3Access, 'region'>;
  readonly credentials: unknown;
}

export interface StateOptions {
  /** null: a temporary folder. */
  readonly dataDir: string | null;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
}

/** Throws `StateError`. */
export async function openStateFolder({ dataDir, clock, random }: StateOptions): Promise<StateFolder> {
  const folder = await openFolder(dataDir);
  const file = stateFile(folder);
  const saved = await readState(file);
  const access = saved?.access ?? newAccess(random);
  const credentials = restore(
    file,
    () => new Credentials({ clock, random, saved: saved?.credentials ?? [] }),
  );
  let saving = Promise.resolve();
  const save = (): Promise<void> => {
    const state: SavedState = { version: 1, access, credentials: credentials.save() };
    saving = saving.catch(() => undefined).then(() => writeState(file, state));
    return saving;
  };
  const dispose = async (): Promise<void> => {
    await saving.catch(() => undefined);
    if (dataDir === null) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const inside = (name: string): string => join(folder, name);
  return {
    folder,
    objects: objectsFolder(folder),
    parts: inside('parts'),
    spool: spoolFolder(folder),
    forms: inside('forms'),
    logs: inside('logs'),
    access,
    credentials,
    save,
    dispose,
  };
}

async function openFolder(dataDir: string | null): Promise<string> {
  try {
    if (dataDir === null) return await mkdtemp(join(tmpdir(), 'cqube-conform-serve-'));
    await makeFolder(resolve(dataDir));
    return dataDir;
  } catch (error) {
    throw new StateError(
      'DATA_DIR_UNUSABLE',
      `the data folder ${dataDir ?? tmpdir()} cannot be used (${reasonOf(error)}): name one that you may write to`,
      { cause: error },
    );
  }
}

/** In the form of a key pair of AWS. */
const newAccess = (random: StateOptions['random']): SavedState['access'] => ({
  accessKeyId: `AKIA${letters(random(16))}`,
  secretAccessKey: Buffer.from(random(30)).toString('base64'),
});

/** Capitals and the digits 2 to 7. */
const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');

async function readState(file: string): Promise<SavedState | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StateError('DATA_DIR_UNUSABLE', `${file} cannot be read (${reasonOf(error)})`, {
      cause: error,
    });
  }
  return restore(file, () => checked(JSON.parse(text)));
}

function checked(state: unknown): SavedState {
  if (typeof state !== 'object' || state === null) throw new Error('no object');
  const { version, access, credentials } = state as Readonly<Record<string, unknown>>;
  if (version !== 1) throw new Error(`version ${String(version)} is not known`);
  const pair = access as Readonly<Record<string, unknown>> | null | undefined;
  const { accessKeyId, secretAccessKey } = pair ?? {};
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || secretAccessKey === '')
    throw new Error('no key pair');
  return { version: 1, access: { accessKeyId, secretAccessKey }, credentials };
}

function restore<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new StateError(
      'STATE_DAMAGED',
      `${file} is damaged (${reasonOf(error)}): move it away, and new tokens and keys are made at the next start`,
      { cause: error },
    );
  }
}

async function writeState(file: string, state: SavedState): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(state, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // The mode above counts only where the file was not there before.
  await chmod(beside, 0o600);
  await rename(beside, file);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
