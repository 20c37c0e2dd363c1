/** Emitters that misbehave as programs: the run stays whole, and says what happened. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { begin, reportOf, script } from './running-cli.js';
import type { Ended } from './running-cli.js';

const windows = process.platform === 'win32';
const ONE = ['--scenario', 'empty-folder', '-f', 'json'];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-run-test-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: readonly string[]): Promise<Ended> => begin(args, folder).ended;

const first = (ended: Ended) => reportOf(ended).scenarios?.[0];

/** Is there such a process? */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process that was killed is there until its parent has taken notice. */
async function isGone(pid: number): Promise<void> {
  await expect.poll(() => lives(pid), { timeout: 10_000 }).toBe(false);
}

describe('an emitter', () => {
  it('that is not there is an error of the call', async () => {
    const { code, stdout, stderr } = await run(...ONE, '--', 'no-such-emitter');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'cqube-conform: no-such-emitter cannot be started: there is no such program (or no such working directory): name it as you would in a terminal, behind --\n',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(windows)('that is not executable is an error of the call [POSIX only]', async () => {
    writeFileSync(join(folder, 'emitter.py'), 'pass\n', { mode: 0o644 });
    const { code, stderr } = await run(...ONE, '--', './emitter.py');
    expect(code).toBe(2);
    expect(stderr).toContain('it is not executable; name its interpreter too, as in -- python3 ./emitter.py');
  });

  it.skipIf(windows)('that ends by a signal did not succeed [POSIX only]', async () => {
    expect(first(await run(...ONE, ...script('process.kill(process.pid, "SIGSEGV")')))).toMatchObject({
      exit: 'SIGSEGV',
      level: 'must+should',
    });
  });

  it.skipIf(windows)('leaves no children behind [POSIX only]', async () => {
    const source = `
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      require('fs').writeFileSync('pid', String(child.pid));
      process.exit(1);`;
    expect(first(await run(...ONE, ...script(source)))).toMatchObject({ exit: 'status 1' });
    await isGone(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  });

  it('is not waited for by the outputs of a child that made itself independent', async () => {
    const source = `
      const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', detached: true });
      require('fs').writeFileSync('pid', String(child.pid));
      process.exit(1);`;
    expect(first(await run(...ONE, ...script(source)))).toMatchObject({ exit: 'status 1' });
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    if (lives(pid)) process.kill(pid, 'SIGKILL');
  });

  it('that does not end when asked to is killed', async () => {
    const source = `
      process.on('SIGTERM', () => require('fs').writeFileSync('asked', ''));
      require('fs').writeFileSync('pid', String(process.pid));
      setInterval(() => {}, 1000);`;
    const ended = await run(...ONE, '--timeout', '2', ...script(source));
    expect(first(ended)).toMatchObject({ exit: 'still running after 2 s', verdict: 'fail', level: null });
    expect(ended.code).toBe(1);
    await isGone(Number(readFileSync(join(folder, 'pid'), 'utf8')));
    if (!windows) expect(existsSync(join(folder, 'asked'))).toBe(true);
  });

  it('may write as much as it likes; the end is kept', async () => {
    const source = `
      const line = 'x'.repeat(1023) + '\\n';
      for (let count = 0; count < 65536; count += 1) require('fs').writeSync(1, line);
      process.stderr.write('the end');`;
    const ended = await run(...ONE, ...script(source));
    const output = first(ended)?.output ?? '';
    expect(output.endsWith('the end')).toBe(true);
    expect(output.length).toBeLessThanOrEqual(16_384);
  });

  it.each([
    ['whole', 'process.stdout.write(t)'],
    [
      'in two pieces',
      'process.stdout.write(t.slice(0, 9), () => setImmediate(() => process.stdout.write(t.slice(9))))',
    ],
    ['where its output is cut', 'process.stdout.write(t + "y".repeat(16384 - 20))'],
    ['many times', 'process.stdout.write((t + "\\n").repeat(2000))'],
    ['in a long line', 'process.stdout.write(("z".repeat(4001) + t).repeat(40))'],
  ])('that writes its token %s has it masked', async (_, act) => {
    const source = `
      const t = process.env.CQUBE_ACCESS_TOKEN;
      require('fs').writeFileSync('token', t);
      ${act};`;
    const { stdout } = await run(...ONE, '--keep', 'kept', ...script(source));
    const token = readFileSync(join(folder, 'token'), 'utf8');
    const kept = readFileSync(join(folder, 'kept', 'empty-folder', 'output.txt'), 'utf8');
    const signature = token.split('.').at(-1) ?? '';
    for (const text of [stdout, kept]) {
      expect(text).not.toContain(signature.slice(-20));
      expect(text).not.toContain(signature.slice(0, 20));
    }
  });

  it.each(['pretty', 'json', 'junit'])('may write what is no text: %s shows it harmless', async (format) => {
    const source = `
      process.stdout.write(Buffer.from([0, 1, 7, 8, 27, 91, 50, 74, 127, 128, 255, 254, 10, 27, 93, 48, 59, 120, 7]));`;
    const { code, stdout } = await run('--scenario', 'empty-folder', '-f', format, ...script(source));
    expect(code).toBe(1);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/);
  });

  it('may change its working directory, and begins in the one that was asked for', async () => {
    mkdirSync(join(folder, 'work'));
    const source = `
      require('fs').writeFileSync('here', '');
      process.chdir('..');
      process.exit(3);`;
    const ended = await run(...ONE, '--cwd', 'work', ...script(source));
    expect(first(ended)).toMatchObject({ exit: 'status 3', verdict: 'pass' });
    expect(readdirSync(join(folder, 'work'))).toEqual(['here']);
  });
});
