/** `cqube-conform run` as a process, with emitters that are a line of JavaScript. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../../specs/report.js';

const program = fileURLToPath(new URL('../../../dist/bin/cqube-conform.js', import.meta.url));
export const conformant = fileURLToPath(
  new URL('../../../fixtures/emitters/node/conformant.mjs', import.meta.url),
);

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** `temporary`: where the command and its emitters make temporary folders. */
export function begin(args: readonly string[], temporary: string): Running {
  const child = spawn(process.execPath, [program, 'run', ...args], {
    cwd: temporary,
    env: { ...process.env, NO_COLOR: '1', TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

export const script = (source: string): readonly string[] => ['--', process.execPath, '-e', source];

export const reportOf = ({ stdout }: Ended): Report => JSON.parse(stdout) as Report;
