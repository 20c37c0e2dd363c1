/** A pack that is stopped half way takes its temporary files with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { filesBelow, plant } from './pack-folder.js';

const program = fileURLToPath(new URL('../../../dist/bin/cqube-conform.js', import.meta.url));

// Windows has no signals: the process is ended from outside, without a chance to tidy up.
it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves no temporary file',
  async (signal) => {
    const folder = plant({ 'out/keep.txt': 'x' });
    const target = join(folder, 'out', 'grade_details');
    mkdirSync(target);
    const child = spawn(
      process.execPath,
      [program, 'pack', '-', '--source', 'grade_details', '--out', join(folder, 'out')],
      { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] },
    );
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    const watcher = watch(target);
    // Standard input stays open, so the temporary file that appears here is one that is being written.
    child.stdin.write('school_id|grade|students_count\n');
    const [, name] = (await once(watcher, 'change')) as [string, string];
    expect(name).toMatch(/^\.grade_details\..*\.tmp$/);
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    watcher.close();
    expect(filesBelow(folder)).toEqual(['out/keep.txt']);
    // The folder was there before.
    expect(existsSync(target)).toBe(true);
  },
);
