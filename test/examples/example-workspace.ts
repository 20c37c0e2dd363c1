/** A checkout of somebody who uses us: an emission, and the shell that their CI runs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { sampleEmission } from '../../fixtures/sample/sample-csv.js';
import { writeEmission } from '../../fixtures/sample/write-emission.js';
import { writeCommandShims } from './command-shims.js';

export interface Outcome {
  readonly status: number | null;
  /** Standard output and error, in the order of writing. */
  readonly output: string;
}

export interface Workspace {
  readonly folder: string;
  readonly file: (...parts: readonly string[]) => string;
  readonly run: (
    shell: readonly string[],
    script: string,
    environment?: Readonly<Record<string, string>>,
  ) => Outcome;
  readonly remove: () => void;
}

const EMISSIONS = { sample: sampleEmission(), broken: demoEmission, none: new Map<string, string>() };

export function workspace(emission: keyof typeof EMISSIONS): Workspace {
  const above = realpathSync(mkdtempSync(join(tmpdir(), 'cqube-conform-example-')));
  // A blank, as in many a home folder.
  const folder = join(above, 'a checkout');
  mkdirSync(join(folder, 'cqube_emission'), { recursive: true });
  writeEmission(join(folder, 'cqube_emission'), EMISSIONS[emission]);
  writeFileSync(join(folder, 'cqube-conform.tgz'), '');
  const bin = writeCommandShims(above);
  return {
    folder,
    file: (...parts) => join(folder, ...parts),
    run: ([shell = 'sh', ...options], script, environment = {}) => {
      const { status, stdout } = spawnSync(shell, [...options, '-c', `exec 2>&1\n${script}`], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...plainEnvironment(), ...environment, PATH: `${bin}:/usr/bin:/bin` },
      });
      return { status, output: stdout };
    },
    remove: () => rmSync(above, { recursive: true, force: true }),
  };
}

/** What a CI machine has: nothing of the test runner, of colours or of npm. */
const plainEnvironment = (): Record<string, string> => ({
  HOME: tmpdir(),
  LANG: 'C.UTF-8',
  SOURCE_DATE_EPOCH: '1600000000',
});
