/** `{url}`, `{token}` and `{path}` in arguments and in config files of emitters. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ioReason } from '../../conformance/inputs/io-reason.js';
import { UsageError } from '../exit-codes.js';
import { atExit } from '../temporary.js';

export interface Placeholders {
  /** Base URL of the emission API, ending in `/data`. */
  readonly url: string;
  readonly token: string;
  /** Emission folder, without a slash at its end. */
  readonly path: string;
}

/** Any other braces stay as they are. */
export const fillIn = (text: string, values: Placeholders): string =>
  text.replaceAll(/\{(url|token|path)\}/g, (_, name: keyof Placeholders) => values[name]);

export interface Template {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** Reads `--template <in>=<out>`; throws `UsageError`. */
export function readTemplate(option: string): Template {
  const [, from = '', to = ''] = /^(.+)=([^=]+)$/s.exec(option) ?? [];
  if (from === '' || to === '')
    throw new UsageError('--template takes <in>=<out>: the file with placeholders, and the file to write');
  try {
    return { from, to, text: readFileSync(from, 'utf8') };
  } catch (error) {
    throw new UsageError(`the template ${from} cannot be read: ${ioReason(error)}`);
  }
}

/**
 * Remembers the files that templates replace; gives back what puts them as they were, also when the run is ended. Throws
 * `UsageError`.
 */
export function keepTargets(templates: readonly Template[]): () => void {
  const restores = templates.map(({ to }) => {
    const before = readTarget(to);
    return atExit(() => (before === null ? rmSync(to, { force: true }) : writeFileSync(to, before)));
  });
  return () => {
    for (const restore of restores) restore();
  };
}

/** null: there is none. */
function readTarget(path: string): Buffer | null {
  try {
    return existsSync(path) ? readFileSync(path) : null;
  } catch (error) {
    throw new UsageError(`${path}, which a template is to replace, cannot be read: ${ioReason(error)}`);
  }
}

/** Throws `UsageError`. The file is the emitter's own config, which the template is there to replace. */
export function writeTemplate({ to, text }: Template, values: Placeholders): void {
  try {
    writeFileSync(to, fillIn(text, values), { mode: 0o600 });
  } catch (error) {
    throw new UsageError(`the template cannot be written to ${to}: ${ioReason(error)}`);
  }
}
