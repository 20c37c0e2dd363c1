/** Runs somebody's emitter: an argument list, never a shell's line; its whole process tree ends with it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Ending } from '../../conformance/engine/scenario.js';
import { atExit } from '../temporary.js';

export interface EmitterCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Time limit in milliseconds. */
  readonly limit: number;
  /** What must not be seen in its output: the token. */
  readonly secret: string;
}

export interface EmitterRun {
  readonly ending: Ending;
  /** The end of what it wrote to both outputs, in the order in which it came. */
  readonly output: string;
}

/** The program could not be started. */
export class EmitterStartError extends Error {
  readonly code = 'EMITTER_START';
}

/** Characters of output kept: the last ones, where errors stand. */
const OUTPUT_LIMIT = 16_384;

/** Milliseconds from the polite signal to the other one. */
const GRACE = 500;

/** Throws `EmitterStartError`. Resolves when the process is gone, and its output read. */
export function runEmitter({ file, args, cwd, env, limit, secret }: EmitterCommand): Promise<EmitterRun> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that children of the emitter can be reached; Windows has no groups, but taskkill.
    const detached = process.platform !== 'win32';
    const child = spawn(file, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = keepEnd(child, secret);
    const kill = (): void => killTree(child, 'SIGKILL');
    const forget = atExit(kill);
    let timedOut = false;
    let last: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      timedOut = true;
      killTree(child, 'SIGTERM');
      last = setTimeout(() => killTree(child, 'SIGKILL'), GRACE);
    }, limit);
    const done = (): void => {
      clearTimeout(timer);
      clearTimeout(last);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      done();
      forget();
      reject(new EmitterStartError(startFailure(file, error)));
    });
    child.once('exit', () => {
      done();
      // Children that it left behind hold its outputs open, and would go on emitting.
      killTree(child, 'SIGKILL');
      forget();
      // One that made itself a group of its own is out of reach, but nobody waits for it.
      last = setTimeout(() => closeOutputs(child), GRACE);
    });
    child.once('close', (code, signal) => {
      done();
      const ending: Ending = timedOut
        ? { kind: 'time-out', seconds: limit / 1000 }
        : code === null
          ? { kind: 'signal', signal: signal ?? 'a signal' }
          : { kind: 'exit', code };
      resolve({ ending, output: output() });
    });
  });
}

/** By lines, so that what comes from both outputs at once is not torn, and the secret is seen whole. */
function keepEnd(child: ChildProcess, secret: string): () => string {
  let text = '';
  let isCut = false;
  const rests: (() => string)[] = [];
  const keep = (lines: string): void => {
    const whole = text + lines;
    const limit = OUTPUT_LIMIT + secret.length;
    isCut ||= whole.length > limit;
    text = whole.slice(-limit);
  };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    rests.push(() => rest);
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      rest += chunk;
      const end = rest.length > OUTPUT_LIMIT ? rest.length - secret.length : rest.lastIndexOf('\n') + 1;
      keep(rest.slice(0, end));
      rest = rest.slice(end);
    });
  }
  return () => {
    for (const rest of rests) keep(rest());
    const masked = secret === '' ? text : text.replaceAll(secret, '[token]');
    // What was cut may begin in the middle of the secret.
    return masked.slice(isCut ? secret.length : 0).slice(-OUTPUT_LIMIT);
  };
}

function closeOutputs({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

function killTree(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' }).on('error', () => undefined);
    return;
  }
  try {
    // The group may outlive its first process.
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

function startFailure(file: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT')
    return `${file} cannot be started: there is no such program (or no such working directory): name it as you would in a terminal, behind --`;
  if (error.code === 'EACCES')
    return `${file} cannot be started: it is not executable; name its interpreter too, as in -- python3 ${file}`;
  return `${file} cannot be started: ${error.message}`;
}
