/** The flags of `emit`, and the environment that stands in for them. Throws `UsageError`. */
import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { createSecureContext } from 'node:tls';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { UsageError } from '../exit-codes.js';

export interface EmitFlags {
  readonly url?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly profile?: string;
  /** false: `--no-check`. */
  readonly check: boolean;
  readonly parallel: string;
  readonly retries: string;
  readonly retryBase?: string;
  readonly timeout?: string;
  readonly limitRate?: string;
  readonly proxy?: string;
  readonly ca?: string;
  readonly state?: string;
  readonly receipts?: string;
  readonly again?: boolean;
  readonly verify?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readFolder(path: string | undefined, env: Environment): string {
  const folder = path ?? env['CQUBE_EMISSION_PATH'];
  if (folder !== undefined && folder !== '') return folder;
  throw new UsageError(
    'name the emission folder, for example: cqube-conform emit ./cqube_emission --url https://cqube.example/data (or set CQUBE_EMISSION_PATH)',
  );
}

export function readTarget({ url }: EmitFlags, env: Environment): URL {
  const text = url ?? env['CQUBE_EMISSION_URL'] ?? '';
  if (text === '')
    throw new UsageError(
      '--url (or CQUBE_EMISSION_URL) names the emission API, as in https://cqube.example/data',
    );
  if (URL.canParse(text)) return new URL(text);
  throw new UsageError('--url is no URL: the emission API has one like https://cqube.example/data');
}

/** The token itself is in no message. */
export function readToken({ token, tokenFile }: EmitFlags, env: Environment): string {
  if (token !== undefined && tokenFile !== undefined)
    throw new UsageError('--token and --token-file both give a token: leave one out');
  if (tokenFile !== undefined) return readText(tokenFile, '--token-file').trim();
  const given = token ?? env['CQUBE_ACCESS_TOKEN'] ?? '';
  if (given !== '') return given;
  throw new UsageError(
    'no access token: set CQUBE_ACCESS_TOKEN, or name a file that holds it with --token-file',
  );
}

export function readCa({ ca }: EmitFlags): readonly string[] {
  if (ca === undefined) return [];
  const pem = readText(ca, '--ca');
  try {
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('no PEM');
    createSecureContext({ ca: pem });
  } catch {
    throw new UsageError(`--ca ${ca} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)`);
  }
  return [pem];
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = errorCode(error) === 'ENOENT' ? 'there is no such file' : ioReason(error);
    throw new UsageError(`${option} ${file} cannot be read: ${reason}`);
  }
}

export interface EmitNumbers {
  readonly parallel: number;
  readonly retry: { readonly retries: number; readonly base: number };
  /** Milliseconds. */
  readonly idleTimeout: number;
  /** Bytes a second. */
  readonly limitRate: number | null;
}

export function readNumbers(flags: EmitFlags, env: Environment): EmitNumbers {
  const { CQUBE_RETRY_BASE_MS: base = '1000', CQUBE_REQUEST_TIMEOUT_MS: timeout = '60000' } = env;
  return {
    parallel: readWhole(flags.parallel, '--parallel', 1, 64),
    retry: {
      retries: readWhole(flags.retries, '--retries', 0, 100),
      base:
        flags.retryBase === undefined
          ? readWhole(base, 'CQUBE_RETRY_BASE_MS', 0, 60_000)
          : readWhole(flags.retryBase, '--retry-base', 0, 60_000),
    },
    idleTimeout:
      flags.timeout === undefined
        ? readWhole(timeout, 'CQUBE_REQUEST_TIMEOUT_MS', 1, 86_400_000)
        : readWhole(flags.timeout, '--timeout', 1, 86_400) * 1000,
    limitRate: flags.limitRate === undefined ? null : readRate(flags.limitRate),
  };
}

function readWhole(text: string, name: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${name} takes a whole number from ${least} to ${most}, not ${text}`);
}

function readRate(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,12})([kM]?)$/.exec(text) ?? [];
  const rate = Number(digits) * (unit === 'M' ? 1_000_000 : unit === 'k' ? 1000 : 1);
  if (digits !== '' && rate >= 1) return rate;
  throw new UsageError(`--limit-rate takes bytes a second, as in 500k or 2M, not ${text}`);
}

/** A file of ours among the data would be one that cQube does not know. */
export function refuseInside(file: string | undefined, option: string, folder: string): void {
  if (file !== undefined && resolve(file).startsWith(`${resolve(folder)}${sep}`))
    throw new UsageError(`${option} ${file} lies in the emission folder, where cQube expects its files only`);
}
