/* The machine that figures come from. No host names, no paths. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

export function describeMachine() {
  const [first] = cpus();
  return {
    processor: `${first?.model.trim() ?? 'unknown'}, ${cpus().length} cores`,
    memory: `${(totalmem() / 1024 ** 3).toFixed(0)} GiB`,
    system: `${systemName()}, ${process.arch}`,
    node: process.version,
    unzip: /^UnZip [\d.]+/.exec(firstLine('unzip', ['-v']))?.[0] ?? 'no unzip',
  };
}

/** What else keeps it busy when a measurement begins; null: nothing to speak of, or nobody tells. */
export function busyWith() {
  const [load = 0] = loadavg();
  return load > cpus().length * 0.25 ? load : null;
}

function systemName() {
  try {
    const [, name] = /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8')) ?? [];
    return `${name ?? type()}, ${type()} ${release()}`;
  } catch {
    return `${type()} ${release()}`;
  }
}

export function firstLine(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')[0]
      .trim();
  } catch {
    return 'not installed';
  }
}
