/** What is published works from any folder. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleEmission } from '../fixtures/sample/sample-csv.js';
import { writeEmission } from '../fixtures/sample/write-emission.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
let folder = '';
let files: readonly string[] = [];

/** Unpacked beside the project's own dependencies, so that nothing is fetched. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-package-'));
  const output = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder],
    {
      cwd: root,
      encoding: 'utf8',
      shell: windows,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const [packed] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map(({ path }) => path);
  execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
  const target = join(folder, 'node_modules', 'cqube-conform');
  mkdirSync(join(folder, 'node_modules'));
  cpSync(join(folder, 'package'), target, { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  for (const name of [...Object.keys(dependencies), 'pend', 'buffer-crc32']) {
    const place = join(folder, 'node_modules', name);
    // Of a scoped name the first part is a folder.
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), place, 'junction');
  }
  writeEmission(join(folder, 'data', 'cqube_emission'), sampleEmission());
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('package', () => {
  it('holds what it needs and nothing else', () => {
    expect(files).toContain('dist/bin/cqube-conform.js');
    expect(files).toContain('specs/report.schema.json');
    expect(files).toContain('specs/config.schema.json');
    expect(files).toContain('specs/baseline.schema.json');
    expect(files).toContain('specs/fault-plan.schema.json');
    expect(files).toContain('specs/journal.schema.json');
    expect(files).toContain('README.md');
    expect(
      files.filter((file) =>
        /^(test|node_modules|\.ci)\/|fixtures\/(broken|emitters)|tsbuildinfo$|\.zip$|(report|report-options|rule-id|config|baseline|scenario|fault-plan|journal)-schema/.test(
          file,
        ),
      ),
    ).toEqual([]);
  });

  it('checks an emission from the folder in which it lies', () => {
    const bin = join(folder, 'node_modules', 'cqube-conform', 'dist', 'bin', 'cqube-conform.js');
    const { status, stdout } = spawnSync(process.execPath, [bin, 'check', './cqube_emission'], {
      cwd: join(folder, 'data'),
      encoding: 'utf8',
    });
    expect(stdout).toContain('Conformant to documented.');
    expect(status).toBe(0);
  });

  it('writes the HTML report, with its script', () => {
    const bin = join(folder, 'node_modules', 'cqube-conform', 'dist', 'bin', 'cqube-conform.js');
    const cwd = join(folder, 'data');
    execFileSync(process.execPath, [bin, 'check', 'cqube_emission', '-f', 'html=report.html'], {
      cwd,
      stdio: 'ignore',
    });
    expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain("classList.add('script')");
  });

  it('packs, with what it depends on', () => {
    const bin = join(folder, 'node_modules', 'cqube-conform', 'dist', 'bin', 'cqube-conform.js');
    const cwd = join(folder, 'loose');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'district_mst.csv'), 'a|b\n');
    execFileSync(process.execPath, [bin, 'pack', '.'], { cwd, stdio: 'ignore' });
    expect(existsSync(join(cwd, 'cqube_emission', 'district_master', 'district_mst.zip'))).toBe(true);
  });

  it('can be imported', () => {
    const script =
      "const { checkEmission } = await import('cqube-conform/conformance'); const { sources } = await import('cqube-conform/specs'); console.log(typeof checkEmission, sources.length);";
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(output).toBe('function 58\n');
  });

  it('plans an emission, with what the emitter depends on', () => {
    const script =
      "const { emit, planEmission } = await import('cqube-conform/emitter'); const { ranks } = await planEmission('data'); console.log(typeof emit, ranks.length);";
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(output).toBe('function 15\n');
  });

  it('has a version', () => {
    const bin = join(folder, 'node_modules', 'cqube-conform', 'dist', 'bin', 'cqube-conform.js');
    expect(existsSync(bin)).toBe(true);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(execFileSync(process.execPath, [bin, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
  });
});
