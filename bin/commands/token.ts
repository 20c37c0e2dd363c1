/** `token`: a new token from a server that runs, made as cQube's admin console makes one. */
import { request } from 'node:http';
import type { Command } from 'commander';
import { EXIT, UsageError } from '../exit-codes.js';
import type { CliCommand } from './command.js';

/** Milliseconds that a server on this machine may take. */
const PATIENCE = 5_000;

interface Flags {
  readonly user: string;
  readonly admin: string;
  readonly json?: boolean;
}

export const token: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('token')
      .description('make a token for a server that runs; tokens made before stay valid')
      .option('--user <name>', 'whom it is for', 'emission')
      .option('--admin <url>', 'admin API of the server', 'http://127.0.0.1:8001')
      .option('--json', 'credential and token as JSON')
      .action(async (flags: Flags) => {
        exit(await run(flags));
      });
  },
};

async function run({ user, admin, json }: Flags): Promise<number> {
  const { status, text } = await post(new URL('/api/tokens', readUrl(admin)), { user });
  if (status !== 201) throw new UsageError(`the server made no token: ${reasonOf(text)}`);
  const answer = JSON.parse(text) as { readonly token: string };
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${answer.token}\n`);
  return EXIT.conformant;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:') return url;
  throw new UsageError(
    `--admin takes the admin URL that serve prints, such as http://127.0.0.1:8001, not ${text}`,
  );
}

function reasonOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : 'it gave no reason';
  } catch {
    return 'it answered something else than our admin API does';
  }
}

function post(url: URL, body: object): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      reject(
        new UsageError(`no server answers at ${url.origin} (${why}): start one with cqube-conform serve`),
      );
    };
    const sent = request(
      url,
      { method: 'POST', timeout: PATIENCE, headers: { 'Content-Type': 'application/json' } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', (error) => fail(error.message));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${PATIENCE / 1000} s`)));
    sent.on('error', (error) => fail(error.message));
    sent.end(JSON.stringify(body));
  });
}
