/**
 * The script of the page, as one text: the modules below `browser/` as the compiler left them, put behind one another.
 * A bundler would do the same for four hundred lines of ours; no name is declared twice, or the browser refuses it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Each after those that it imports from. */
const MODULES = ['element', 'search', 'copy', 'finding-row', 'findings', 'theme', 'print', 'main'] as const;

export class ReportScriptError extends Error {
  readonly code = 'REPORT_SCRIPT_MISSING';
}

/** Always what was built: a browser reads no TypeScript, though the reporter may be run from it. */
const BUILT = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/report-page/browser/' : '../../../report-page/browser/',
  import.meta.url,
);

let text: string | null = null;

/** Throws `ReportScriptError` where the package was not built. */
export function pageScript(): string {
  text ??= `'use strict';\n(() => {\n${MODULES.map(read).join('')}})();\n`;
  return text;
}

function read(name: string): string {
  const path = fileURLToPath(new URL(`${name}.js`, BUILT));
  try {
    return withoutModules(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ReportScriptError(
      `the script of the HTML report is not built: ${path} (npm run build makes it)`,
      {
        cause: error,
      },
    );
  }
}

const withoutModules = (module: string): string =>
  module
    .replaceAll(/^import\b[^;]*;\n/gm, '')
    .replaceAll(/^export \{\};\n?/gm, '')
    .replaceAll(/^export (?=const|function|async|class)/gm, '')
    .replaceAll(/^\/\/# sourceMappingURL=.*\n?/gm, '');
