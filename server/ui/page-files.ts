/**
 * The files of the page: modules as the compiler left them, and two small packages. Only what is listed here is served,
 * so that no path of a request ever becomes one of this machine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGE_HTML, PAGE_POLICY } from './page-html.js';
import { STYLE } from './styles/index.js';

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
  /** Content-Security-Policy of its own; null: the listener's. */
  readonly policy: string | null;
}

const SCRIPT = 'text/javascript; charset=utf-8';

/** Modules are always those that were built: a browser reads no TypeScript, though the server may be run from it. */
const BUILT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/page/' : '../../page/', import.meta.url),
);

const VENDORED = {
  'preact.js': 'preact',
  'hooks.js': 'preact/hooks',
  'jsx-runtime.js': 'preact/jsx-runtime',
} as const;

let files: ReadonlyMap<string, PageFile> | null = null;

/** `path`: of a request, as sent. undefined: it is none of the page. */
export function pageFile(path: string): PageFile | undefined {
  files ??= readFiles();
  return files.get(path);
}

function readFiles(): ReadonlyMap<string, PageFile> {
  const { resolve } = createRequire(import.meta.url);
  const found = new Map<string, PageFile>([
    ['/', { type: 'text/html; charset=utf-8', content: Buffer.from(PAGE_HTML), policy: PAGE_POLICY }],
    ['/ui/style.css', { type: 'text/css; charset=utf-8', content: Buffer.from(STYLE), policy: null }],
  ]);
  for (const [name, specifier] of Object.entries(VENDORED))
    found.set(`/ui/vendor/${name}`, script(resolve(specifier)));
  for (const path of builtModules()) found.set(`/ui/${path}`, script(join(BUILT, path)));
  return found;
}

/** Below the folder that they were built into, with `/`. Empty where nothing was built: the API works without the page. */
function builtModules(): readonly string[] {
  try {
    return readdirSync(BUILT, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.js'));
  } catch {
    return [];
  }
}

const script = (path: string): PageFile => ({
  type: SCRIPT,
  // Source maps are not served.
  content: Buffer.from(readFileSync(path, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')),
  policy: null,
});
