/** `serve`: a cQube to emit to, on this machine. */
import type { Command } from 'commander';
import type { GivenCredential, ServerOptions } from '../../server/options.js';
import type { RunningServer } from '../../server/start-server.js';
import { openJudge } from '../arrivals/open-judge.js';
import { readExternalEndpoint } from '../external-endpoint.js';
import { EXIT, UsageError } from '../exit-codes.js';
import { trustLines } from '../../server/tls/trust-lines.js';
import { readFaultPlanFile } from '../fault-plan-file.js';
import { openJournalFile } from '../journal-file.js';
import { version } from '../version.js';
import type { CliCommand } from './command.js';

interface Flags {
  readonly host: string;
  readonly port: string;
  readonly adminPort: string;
  readonly s3Port: string;
  readonly dataDir?: string;
  readonly seed?: string;
  readonly s3Endpoint?: string;
  readonly tls?: boolean;
  readonly faults?: string;
  readonly journal?: string;
  readonly gateway: string;
  readonly credential: readonly string[];
  readonly uploadUrls: string;
  readonly region: string;
  readonly bucketInput: string;
  readonly bucketOutput: string;
  readonly bucketEmission: string;
  readonly routeHost?: string;
  readonly logs?: string;
  readonly check: boolean;
  readonly profile: string;
  readonly json?: boolean;
}

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

export const serve: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('serve')
      .description(
        'a cQube to emit to: the emission API behind its gateway, and the storage that it signs for',
      )
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <n>', 'port of the emission API; 0 takes a free one', '8000')
      .option('--admin-port <n>', 'port of our own admin API', '8001')
      .option('--s3-port <n>', 'port that upload and download URLs lead to', '9000')
      .option('--data-dir <dir>', 'keep state here over restarts (otherwise it goes with the process)')
      .option('--seed <dir>', 'fill the buckets from here: input/, output/, emission/, and logs/')
      .option('--gateway <kind>', 'kong, or none: the application without tokens', 'kong')
      .option(
        '--credential <key:secret[:alg]>',
        'a credential that tokens exist for (repeatable)',
        collect,
        [],
      )
      .option('--upload-urls <mode>', 'one-time, as documented, or until-expiry, as AWS does', 'one-time')
      .option('--region <name>', 'region that URLs are signed for', 'ap-south-1')
      .option('--bucket-input <name>', 'name of the input bucket', 'cqube-qa10-input')
      .option('--bucket-output <name>', 'name of the output bucket', 'cqube-qa10-output')
      .option('--bucket-emission <name>', 'name of the emission bucket', 'cqube-qa10-emission')
      .option('--route-host <name>', 'answer requests to this Host only, as a deployed gateway does')
      .option('--logs <dir>', 'folder that list_log_files and log-download show')
      .option('--tls', 'HTTPS on all ports, by a certificate authority of its own (kept with --data-dir)')
      .option('--faults <plan.json>', 'have requests go wrong as this plan says')
      .option('--journal <file>', 'write every exchange to this file as well, an entry a line')
      .option(
        '--s3-endpoint <url>',
        'keep objects in this S3 (credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION)',
      )
      .option('--no-check', 'do not check what arrives; the page then shows no findings')
      .option('--profile <id>', 'what the check judges against: documented, pipeline-3.7', 'documented')
      .option('--json', 'one line of JSON when ready, and nothing else')
      .action(async (flags: Flags) => {
        exit(await run(flags));
      });
  },
};

async function run(flags: Flags): Promise<number> {
  const options = await readOptions(flags);
  const { judge, close } = await openJudge(flags);
  try {
    return await serveUntilStopped({ ...options, judge, onNotice: tell }, flags);
  } finally {
    await close();
  }
}

async function serveUntilStopped(options: ServerOptions, flags: Flags): Promise<number> {
  // Asked for before the server is there, so that no signal is lost while it starts.
  const stopped = stopSignal();
  const { startServer } = await import('../../server/start-server.js');
  const { ListenError } = await import('../../server/listener.js');
  const { StateError } = await import('../../server/state-folder.js');
  let server: RunningServer;
  try {
    server = await startServer(options);
  } catch (error) {
    if (error instanceof ListenError || error instanceof StateError) throw new UsageError(error.message);
    const { errorCode, ioReason } = await import('../../conformance/inputs/io-reason.js');
    if (/^E[A-Z]/.test(errorCode(error))) throw new UsageError(`the server cannot start: ${ioReason(error)}`);
    throw error;
  }
  const endJournal = await beginJournal(server, flags);
  process.stdout.write(flags.json ? readyJson(server) : readyText(server, flags));
  await stopped;
  await server.close();
  endJournal?.();
  return EXIT.conformant;
}

const tell = (notice: string): void => {
  process.stderr.write(`cqube-conform: ${notice}\n`);
};

async function beginJournal(server: RunningServer, { journal }: Flags): Promise<(() => void) | null> {
  if (journal === undefined) return null;
  try {
    return openJournalFile(journal, server.journal, tell);
  } catch (error) {
    await server.close();
    throw error;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal ends the server in order; a second one, whichever, ends the process at once. */
const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });

const readyJson = ({ url, adminUrl, s3Url, token, s3Access }: RunningServer): string =>
  `${JSON.stringify({ api: url, admin: adminUrl, s3: s3Url, token, s3Access, pid: process.pid })}\n`;

/** What clients have to be told of our authority. */
function trust({ tls }: RunningServer): string[] {
  if (tls?.caFile == null) return [];
  const lines = trustLines(tls.caFile).flatMap(({ client, lines: own }) =>
    own.map((line, at) => `  ${(at === 0 ? client : '').padEnd(7)} ${line}`),
  );
  const anew = tls.newAuthority
    ? [
        '  It is a new authority: what was trusted before is to be replaced (for Java, remove the old .p12 first).',
      ]
    : [];
  return ['Clients have to trust its certificate authority:', ...lines, ...anew, ''];
}

const LOOPBACK = /^(127\.|\[?::1\]?$|localhost$)/;

function readyText(server: RunningServer, { dataDir, gateway, host }: Flags): string {
  const { url, adminUrl, s3Url, token, s3Access } = server;
  const access =
    token === null
      ? `No token is asked for${gateway === 'none' ? ' (--gateway none)' : ''}.`
      : `Token (Authorization: Bearer …):\n  ${token}`;
  return [
    `A cQube to emit to:`,
    `  emission API  ${url}`,
    `  storage       ${s3Url}`,
    `  page          ${adminUrl}/  (what arrives, and what is wrong with it; the admin API is there too)`,
    '',
    access,
    '',
    'Key of the storage, for S3 clients (path style, endpoint as above):',
    `  AWS_ACCESS_KEY_ID=${s3Access.accessKeyId}`,
    `  AWS_SECRET_ACCESS_KEY=${s3Access.secretAccessKey}`,
    `  AWS_REGION=${s3Access.region}`,
    '',
    ...trust(server),
    ...(LOOPBACK.test(host)
      ? []
      : [
          'Whoever reaches this machine may use it: the admin API asks for no password, and tells the token.',
          '',
        ]),
    'For the client that cQube ships (config.py): emission_url is the first line, access_token the token.',
    dataDir === undefined
      ? 'Nothing is kept when it stops (--data-dir keeps it). Ctrl-C stops it.'
      : `State is kept in ${dataDir}. Ctrl-C stops it.`,
    '',
  ].join('\n');
}

async function readOptions(flags: Flags): Promise<ServerOptions> {
  return {
    version: version(),
    tls: flags.tls === true,
    ...(flags.faults !== undefined && { faults: await readFaultPlanFile(flags.faults) }),
    host: readHost(flags.host),
    port: readPort(flags.port, '--port'),
    adminPort: readPort(flags.adminPort, '--admin-port'),
    s3Port: readPort(flags.s3Port, '--s3-port'),
    dataDir: flags.dataDir ?? null,
    seed: flags.seed ?? null,
    s3Endpoint:
      flags.s3Endpoint === undefined
        ? null
        : readExternalEndpoint(flags.s3Endpoint, process.env, flags.region),
    gateway: oneOf(flags.gateway, ['kong', 'none'], '--gateway'),
    credentials: flags.credential.map(readCredential),
    uploadUrls: oneOf(flags.uploadUrls, ['one-time', 'until-expiry'], '--upload-urls'),
    region: flags.region,
    buckets: { input: flags.bucketInput, output: flags.bucketOutput, emission: flags.bucketEmission },
    routeHost: flags.routeHost ?? null,
    logFolder: flags.logs ?? null,
  };
}

function readHost(host: string): string {
  if (host.trim() !== '') return host;
  throw new UsageError(
    '--host names no address: 127.0.0.1 is this machine alone, 0.0.0.0 every address of it',
  );
}

function readPort(text: string, option: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`${option} takes a number from 0 to 65535, not ${text}`);
}

function oneOf<const Choice extends string>(
  text: string,
  choices: readonly Choice[],
  option: string,
): Choice {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes ${choices.join(' or ')}, not ${text}`);
}

/** Keys hold no colon; secrets may. */
function readCredential(text: string): GivenCredential {
  const [, key = '', secret = '', algorithm = 'HS256'] =
    /^([^:]+):(.+?)(?::(HS256|HS384|HS512))?$/s.exec(text) ?? [];
  if (key === '' || secret === '')
    throw new UsageError('--credential takes key:secret or key:secret:HS256 (or HS384, HS512)');
  return { key, secret, algorithm: algorithm as GivenCredential['algorithm'] };
}
