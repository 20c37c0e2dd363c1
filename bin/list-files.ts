/** `check --list`: the dry run of a check. */
import { visible } from '../conformance/engine/show-value.js';
import type { CheckOptions } from '../conformance/check-emission.js';
import { listEmission } from '../conformance/list-emission.js';
import type { ListedFile } from '../conformance/list-emission.js';
import { DEFAULTS } from '../conformance/settings.js';
import { rulesOf } from '../conformance/wanted-rules.js';
import { EXIT } from './exit-codes.js';

/** A line a file on standard output, for scripts; how it would be judged on standard error. */
export async function listFiles(
  paths: readonly string[],
  options: CheckOptions,
  configuration: string | null,
): Promise<number> {
  const files = await listEmission(paths, options);
  const settings = { ...DEFAULTS, ...options };
  const checked = files.filter(({ source, unread }) => source !== null && unread === null);
  const bytes = checked.reduce((sum, file) => sum + file.bytes, 0);
  const own = [
    settings.overrides.length > 0 && `overrides: ${settings.overrides.length}`,
    settings.columns.length > 0 && `columns of your own: ${settings.columns.length}`,
    settings.baseline !== null && `baseline: ${visible(settings.baseline.file)}`,
  ].filter(Boolean);
  process.stdout.write(files.map(line).join(''));
  process.stderr.write(
    `cqube-conform: would check ${checked.length} of ${files.length} files (${bytes} bytes) with ${rulesOf(settings).length} rules of profile ${settings.profile.id}; fails on ${settings.failOn}; configuration: ${configuration === null ? 'none' : visible(configuration)}${own.map((one) => `; ${one}`).join('')}\n`,
  );
  return files.length > 0 ? EXIT.conformant : EXIT.inconclusive;
}

/** Between tabs; nothing in a path can end the line or begin another column. */
const line = ({ path, source, match, variant, bytes, unread }: ListedFile): string =>
  `${[visible(path), source ?? '-', unread === null ? match : `unread: ${visible(unread)}`, variant ?? '-', bytes].join('\t')}\n`;
