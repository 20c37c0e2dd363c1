/** `init`: a first configuration, made by looking at an emission. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { visible } from '../../conformance/engine/show-value.js';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import type { ListedFile } from '../../conformance/list-emission.js';
import { CONFIG_NAME } from '../../specs/config.js';
import type { Config } from '../../specs/config.js';
import { EXIT, UsageError } from '../exit-codes.js';
import { clock, readProfile } from '../read-options.js';
import { writeReport } from '../report-file.js';
import type { CliCommand } from './command.js';

interface Flags {
  readonly profile: string;
  readonly out: string;
  readonly overwrite?: boolean;
}

/** Where an installed package has it; editors read it from there. */
const SCHEMA = './node_modules/cqube-conform/specs/config.schema.json';

export const init: CliCommand = {
  register: (program: Command, exit) => {
    program
      .command('init')
      .description('write a first configuration, by looking at an emission')
      .argument('[folder]', 'the emission folder, or its parent', '.')
      .option('--profile <id>', 'what to judge against: documented, pipeline-3.7', 'documented')
      .option('--out <file>', 'the file to write', CONFIG_NAME)
      .option('--overwrite', 'replace one that is there; otherwise none ever is')
      .addHelpText(
        'after',
        `
It asks for the data sources that are there now, so that one that is lost is told, and pins the column set of each. It
overrides no rule and declares no column: that is yours to decide.

Examples:
  cqube-conform init ./cqube_emission
  cqube-conform init ./cqube_emission --profile pipeline-3.7 --out ci/pipeline.json`,
      )
      .action(async (folder: string, flags: Flags) => {
        exit(await run(folder, flags));
      });
  },
};

async function run(folder: string, { profile: name, out, overwrite }: Flags): Promise<number> {
  if (out === '') throw new UsageError('--out names no file');
  const profile = await readProfile(name);
  const { listEmission } = await import('../../conformance/list-emission.js');
  const files = await listEmission([folder], { profile, now: clock() });
  const config = configOf(files, profile.id);
  await write(out, `${JSON.stringify(config, null, 2)}\n`, overwrite === true);
  const { sources = [], variants = {} } = config;
  const pinned = Object.keys(variants).length;
  process.stdout.write(
    `${visible(out)} written: profile ${profile.id}, ${counted(sources.length, 'data source')} asked for, ${counted(pinned, 'column set')} pinned.\nWhat holds in the end: cqube-conform check --print-config${out === CONFIG_NAME ? '' : ` --config ${visible(out)}`}\n`,
  );
  return EXIT.conformant;
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function configOf(files: readonly ListedFile[], profile: string): Config {
  const known = files.flatMap((file) => (file.source === null ? [] : [{ ...file, source: file.source }]));
  const sources = [...new Set(known.map(({ source }) => source))];
  const variants = Object.fromEntries(
    known.flatMap(({ source, variant }) => (variant === null ? [] : [[source, variant] as const])),
  );
  return {
    ...(existsSync(SCHEMA) && { $schema: SCHEMA }),
    profile,
    failOn: 'error',
    ...(sources.length > 0 && { sources }),
    ...(Object.keys(variants).length > 0 && { variants }),
    overrides: [],
  };
}

async function write(file: string, text: string, overwrite: boolean): Promise<void> {
  if (overwrite) return writeReport(file, text);
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      throw new UsageError(`${visible(file)} is there already: --overwrite replaces it`);
    throw new UsageError(`${visible(file)} cannot be written: ${ioReason(error)}`);
  }
}
