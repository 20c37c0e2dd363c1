/** The configuration file of a run: the one that is named, else the first one from the working directory up. */
import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { visible } from '../../conformance/engine/show-value.js';
import { errorCode, ioReason } from '../../conformance/inputs/io-reason.js';
import { CONFIG_NAME } from '../../specs/config.js';
import type { Config } from '../../specs/config.js';
import { CONFIG_LIMITS } from '../../specs/configured.js';
import { UsageError } from '../exit-codes.js';
import { readJsonFile } from '../json-file.js';
import { problemLines } from './problem-lines.js';

export interface FoundConfig {
  /** Relative to the working directory. */
  readonly path: string;
  /** Absolute; what stands in the file is relative to it. */
  readonly folder: string;
  readonly config: Config;
}

/**
 * `named` is that of `--config`, false with `--no-config`. null: there is none. Throws `UsageError`: what is wrong with
 * the file, a line each.
 */
export async function findConfig(named: string | false | undefined): Promise<FoundConfig | null> {
  if (named === false) return null;
  if (named === '') throw new UsageError('--config names no file');
  const file = named === undefined ? await lookUp(process.cwd()) : resolve(named);
  return file === null ? null : readConfigFile(file);
}

/** One that is there and cannot be read is no reason to go on with another. */
async function lookUp(from: string): Promise<string | null> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = join(folder, CONFIG_NAME);
    try {
      await stat(file);
      return file;
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error)))
        throw new UsageError(
          `the configuration ${visible(file)} cannot be read: ${ioReason(error)}; --no-config does without it`,
        );
    }
    if (dirname(folder) === folder) return null;
  }
}

async function readConfigFile(file: string): Promise<FoundConfig> {
  const path = shownPath(file);
  const value = await readJsonFile(path, {
    what: 'the configuration',
    limit: CONFIG_LIMITS.bytes,
    shorten: 'a configuration needs no more',
  });
  const { readConfig } = await import('../../specs/read-config.js');
  const reading = readConfig(value);
  if (reading.kind === 'problems')
    throw new UsageError(`${visible(path)} is no configuration:${problemLines(reading.problems)}`);
  return { path, folder: dirname(file), config: reading.config };
}

/** From the working directory, with `/`: so that a report is the same on every machine. */
export const shownPath = (file: string): string => relative(process.cwd(), file).replaceAll('\\', '/') || '.';
