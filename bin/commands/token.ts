/** `token`: a new token from a server that runs, made as cQube's admin console makes one. */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Command } from 'commander';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { EXIT, UsageError } from '../exit-codes.js';
import type { CliCommand } from './command.js';

/** Milliseconds that a server on this machine may take. */
const PATIENCE = 5_000;

interface Flags {
  readonly user: string;
  readonly admin: string;
  readonly ca?: string;
  readonly json?: boolean;
}

export const token: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('token')
      .description('make a token for a server that runs; tokens made before stay valid')
      .option('--user <name>', 'whom it is for', 'emission')
      .option('--admin <url>', 'admin API of the server', 'http://127.0.0.1:8001')
      .option('--ca <file>', 'certificate authority of a server with --tls, as serve prints it')
      .option('--json', 'credential and token as JSON')
      .action(async (flags: Flags) => {
        exit(await run(flags));
      });
  },
};

async function run({ user, admin, ca, json }: Flags): Promise<number> {
  const { status, text } = await post(new URL('/api/tokens', readUrl(admin)), { user }, readAuthority(ca));
  if (status !== 201) throw new UsageError(`the server made no token: ${reasonOf(text)}`);
  const answer = JSON.parse(text) as { readonly token: string };
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${answer.token}\n`);
  return EXIT.conformant;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new UsageError(
    `--admin takes the admin URL that serve prints, such as http://127.0.0.1:8001, not ${text}`,
  );
}

function readAuthority(path: string | undefined): string | null {
  if (path === undefined) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = errorCode(error) === 'ENOENT' ? 'there is no such file' : ioReason(error);
    throw new UsageError(`--ca: ${path} cannot be read: ${reason}`);
  }
}

function reasonOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : 'it gave no reason';
  } catch {
    return 'it answered something else than our admin API does';
  }
}

const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY|GET)_\w+|CERT_\w+)$/;

function unanswered(url: URL, error: NodeJS.ErrnoException): UsageError {
  const mend = UNTRUSTED.test(error.code ?? '')
    ? 'name its authority with --ca, the file ca.pem that serve prints'
    : 'start one with cqube-conform serve';
  return new UsageError(`no server answers at ${url.origin} (${error.message}): ${mend}`);
}

/** `ca`: PEM, trusted instead of those that Node trusts; null: those. */
function post(
  url: URL,
  body: object,
  ca: string | null,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(unanswered(url, error));
    const options = { method: 'POST', timeout: PATIENCE, headers: { 'Content-Type': 'application/json' } };
    const onResponse = (response: IncomingMessage): void => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
      );
    };
    const sent =
      url.protocol === 'https:'
        ? secureRequest(url, { ...options, ...(ca !== null && { ca }) }, onResponse)
        : plainRequest(url, options, onResponse);
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${PATIENCE / 1000} s`)));
    sent.on('error', fail);
    sent.end(JSON.stringify(body));
  });
}
