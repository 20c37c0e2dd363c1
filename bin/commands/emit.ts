/** `emit`: send an emission folder, in order, until every file is acknowledged. */
import type { Command } from 'commander';
import type { EmitResult } from '../../fixtures/emitter/emit.js';
import type { EmissionPlan } from '../../fixtures/emitter/plan.js';
import type { EmitFlags } from '../emit/read-emit-flags.js';
import type { Signals } from '../emit/signals.js';
import type { Telling } from '../emit/tell-progress.js';
import { EXIT, UsageError } from '../exit-codes.js';
import type { CliCommand } from './command.js';

export const emit: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('emit')
      .description('send an emission folder to cQube, in the published order, until all is acknowledged')
      .argument('[folder]', 'the emission folder; else CQUBE_EMISSION_PATH')
      .option('--url <url>', 'the emission API, as in https://cqube.example/data; else CQUBE_EMISSION_URL')
      .option('--token <token>', 'access token; better CQUBE_ACCESS_TOKEN or --token-file')
      .option('--token-file <file>', 'file that holds the access token')
      .option('--no-check', 'do not check the folder first')
      .option('--profile <id>', 'what the check judges against: documented (default), pipeline-3.7')
      .option('--dry-run', 'only tell what would be sent, in which order and why')
      .option('--yes', 'send to another machine than this one without asking')
      .option('--parallel <n>', 'files under way at once', '4')
      .option('--retries <n>', 'further attempts for a file, each with a new upload URL', '5')
      .option('--retry-base <ms>', 'wait before the first of them; else CQUBE_RETRY_BASE_MS or 1000')
      .option('--timeout <s>', 'silence after which a request is given up (default 60)')
      .option('--limit-rate <bytes/s>', 'bound over all uploads, as in 500k or 2M')
      .option('--proxy <url>', 'proxy for everything; else HTTPS_PROXY, HTTP_PROXY and NO_PROXY')
      .option('--ca <file>', 'certificate authority in PEM, trusted beside the usual ones')
      .option('--state <file>', 'what was acknowledged, kept over breaks (default: beside the folder)')
      .option('--again', 'send also what was acknowledged before')
      .option('--receipts <file>', 'write a receipt for each acknowledged file, as JSON')
      .option('--verify', 'read every object back and compare it')
      .option('-q, --quiet', 'tell nothing but failures')
      .action(async (folder: string | undefined, flags: EmitFlags) => {
        exit(await run(folder, flags));
      });
  },
};

const print = (lines: readonly string[]): boolean =>
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));

async function run(path: string | undefined, flags: EmitFlags): Promise<number> {
  const { readFolder, refuseInside } = await import('../emit/read-emit-flags.js');
  const { planEmission, plannedFiles, PlanError } = await import('../../fixtures/emitter/plan.js');
  const folder = readFolder(path, process.env);
  let plan: EmissionPlan;
  try {
    plan = await planEmission(folder);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    if (error.code === 'NO_FOLDER') throw new UsageError(error.message);
    process.stderr.write(`cqube-conform: ${error.message}\n`);
    return EXIT.incomplete;
  }
  refuseInside(flags.state, '--state', plan.folder);
  refuseInside(flags.receipts, '--receipts', plan.folder);
  if (plannedFiles(plan).length > 0) return flags.dryRun ? showPlan(plan) : send(plan, folder, flags);
  const { otherLines } = await import('../emit/describe-emission.js');
  print(otherLines(plan));
  process.stderr.write(`cqube-conform: nothing to send in ${folder}\n`);
  return plan.unreadable.length > 0 ? EXIT.incomplete : EXIT.inconclusive;
}

async function showPlan(plan: EmissionPlan): Promise<number> {
  const { planLines } = await import('../emit/describe-emission.js');
  print(planLines(plan));
  return plan.unreadable.length > 0 ? EXIT.incomplete : EXIT.conformant;
}

async function send(plan: EmissionPlan, folder: string, flags: EmitFlags): Promise<number> {
  const { checkFolder, askToSend } = await import('../emit/ask.js');
  const { signals: openSignals } = await import('../emit/signals.js');
  const { tellProgress } = await import('../emit/tell-progress.js');
  const settings = await readSettings(flags);
  const telling = tellProgress(process.stderr, plan, flags.quiet === true);
  for (const notice of await noticesOf(settings.url, flags)) telling.notice(notice);
  const signals = openSignals();
  let checked: number = EXIT.conformant;
  const allow = async (): Promise<boolean> => {
    if (flags.check) checked = await checkFolder(folder, flags.profile ?? 'documented');
    if (checked !== EXIT.conformant) return false;
    if (!(await mayLeave(settings.url, flags)) && !(await askToSend(plan, settings.url))) {
      checked = EXIT.inconclusive;
      return false;
    }
    signals.listen(() => telling.notice('what is under way is let end; another signal cuts it off'));
    return true;
  };
  const result = await emitOrExplain(plan, { ...settings, allow, signals, telling }, flags);
  if (result.allowed) return finish(result, flags, telling, signals);
  process.stderr.write(`cqube-conform: nothing was sent\n`);
  return checked;
}

async function readSettings(flags: EmitFlags) {
  const { readCa, readNumbers, readTarget, readToken } = await import('../emit/read-emit-flags.js');
  const { chooseProxy } = await import('../emit/choose-proxy.js');
  const { checkedToken, checkedUrl, OptionError } = await import('../../fixtures/emitter/options.js');
  const { canAsk } = await import('../emit/ask.js');
  const url = readTarget(flags, process.env);
  if (!flags.check && flags.profile !== undefined)
    throw new UsageError('--profile says what the check judges against: leave it out, or --no-check');
  if (!(await mayLeave(url, flags)) && !canAsk())
    throw new UsageError(
      `${url.host} is another machine: --yes says that data are meant to be sent there, and nobody can be asked here`,
    );
  const token = readToken(flags, process.env);
  try {
    checkedUrl(url.href);
    checkedToken(token);
  } catch (error) {
    throw error instanceof OptionError ? new UsageError(error.message) : error;
  }
  const proxyFor = chooseProxy(flags.proxy);
  // What the environment says may be no proxy at all: better told now than midway.
  proxyFor(url);
  return {
    url,
    token,
    ...readNumbers(flags, process.env),
    ca: readCa(flags),
    proxyFor,
  };
}

async function mayLeave(url: URL, { yes }: EmitFlags): Promise<boolean> {
  const { isLoopback } = await import('../../fixtures/emitter/loopback.js');
  return yes === true || isLoopback(url);
}

async function noticesOf(url: URL, { token }: EmitFlags): Promise<readonly string[]> {
  const { isLoopback } = await import('../../fixtures/emitter/loopback.js');
  return [
    ...(url.protocol === 'http:' && !isLoopback(url)
      ? [`${url.host} is reached over plain http: token and data can be read on the way (EP-19)`]
      : []),
    ...(token === undefined
      ? []
      : [
          'others on this machine can see a token on the command line: CQUBE_ACCESS_TOKEN or --token-file hide it',
        ]),
  ];
}

type Given = Awaited<ReturnType<typeof readSettings>> & {
  readonly allow: () => Promise<boolean>;
  readonly signals: Signals;
  readonly telling: Telling;
};

async function emitOrExplain(plan: EmissionPlan, given: Given, flags: EmitFlags): Promise<EmitResult> {
  const { emit: emitPlan, StateError, systemClock } = await import('../../fixtures/emitter/index.js');
  const { isFailure, outcomeLine } = await import('../emit/describe-emission.js');
  const { signals, telling, url, ...settings } = given;
  try {
    return await emitPlan({
      ...settings,
      url: url.href,
      plan,
      clock: systemClock(Date.now),
      random: Math.random,
      state: flags.state ?? null,
      again: flags.again === true,
      verify: flags.verify === true,
      stop: signals.stop,
      cut: signals.cut,
      onEvent: (event) => {
        telling.onEvent(event);
        if (event.event !== 'settled' || (flags.quiet && !isFailure(event.outcome))) return;
        telling.clear();
        print([outcomeLine(event.outcome)]);
      },
    });
  } catch (error) {
    throw error instanceof StateError ? new UsageError(error.message) : error;
  }
}

async function finish(
  result: EmitResult,
  { receipts, quiet }: EmitFlags,
  telling: Telling,
  signals: Signals,
): Promise<number> {
  const { emissionExitCode, otherLines, summaryLine, verificationLine } =
    await import('../emit/describe-emission.js');
  telling.clear();
  const verified = result.outcomes.filter(({ verification }) => !quiet || verification?.state !== 'same');
  print([...verified.flatMap(verificationLine), ...otherLines(result.plan)]);
  let exitCode = emissionExitCode(result);
  if (!quiet || exitCode !== EXIT.conformant) print(['', summaryLine(result)]);
  if (receipts !== undefined && !(await receiptsWritten(receipts, result))) exitCode = EXIT.incomplete;
  // A pipe may still hold the last lines.
  await new Promise<void>((resolve) => {
    process.stdout.write('', () => resolve());
  });
  signals.finish();
  return exitCode;
}

async function receiptsWritten(file: string, { outcomes }: EmitResult): Promise<boolean> {
  const { writeReceipts } = await import('../../fixtures/emitter/receipts.js');
  const { ioReason } = await import('../../conformance/inputs/io-reason.js');
  try {
    await writeReceipts(
      file,
      outcomes.flatMap(({ receipt }) => (receipt ? [receipt] : [])),
    );
    return true;
  } catch (error) {
    process.stderr.write(`cqube-conform: the receipts cannot be written to ${file}: ${ioReason(error)}\n`);
    return false;
  }
}
