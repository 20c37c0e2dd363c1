/** Imports go one way, and only some places may touch files, print, exit, or ask for the time. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The text without comments, so that prose is no code. */
  readonly code: string;
  readonly imports: readonly { readonly target: string; readonly kind: 'static' | 'dynamic' | 'type' }[];
}

const files: readonly SourceFile[] = ['specs', 'conformance', 'server', 'fixtures', 'bin'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readSource(join(entry.parentPath, entry.name))),
);

function readSource(absolute: string): SourceFile {
  const text = readFileSync(absolute, 'utf8');
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const found = code.matchAll(
    /(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|import\s+'([^']+)'/g,
  );
  const imports = [...found].map(([, type, from, dynamic, bare]) => {
    const target = from ?? dynamic ?? bare ?? '';
    const resolved = target.startsWith('.')
      ? relative(root, join(dirname(absolute), target))
          .replaceAll('\\', '/')
          .replace(/\.js$/, existsTsx(join(dirname(absolute), target)) ? '.tsx' : '.ts')
      : target;
    return {
      target: resolved,
      kind: dynamic ? ('dynamic' as const) : type ? ('type' as const) : ('static' as const),
    };
  });
  return { path: relative(root, absolute).replaceAll('\\', '/'), text, code, imports };
}

/** Whether what is imported as JavaScript is written with markup in it. */
function existsTsx(module: string): boolean {
  return existsSync(module.replace(/\.js$/, '.tsx'));
}

/**
 * Who may import what of ours: first fitting row counts. A part is a path prefix. Files directly in conformance/ wire
 * everything together; registries (index.ts) may list their siblings.
 */
const ALLOWED: readonly (readonly [part: string, mayImport: readonly string[]])[] = [
  ['specs/', ['specs/']],
  ['fixtures/', ['fixtures/', 'specs/']],
  ['conformance/engine/', ['conformance/engine/', 'conformance/values/', 'specs/']],
  ['conformance/values/', ['conformance/values/', 'specs/']],
  ['conformance/inputs/', ['conformance/inputs/', 'conformance/engine/', 'conformance/values/', 'specs/']],
  ['conformance/spill/', ['conformance/spill/']],
  [
    'conformance/forecast/',
    [
      'conformance/forecast/',
      'conformance/scan/',
      'conformance/engine/',
      'conformance/spill/',
      'conformance/values/',
      'specs/',
    ],
  ],
  [
    'conformance/scan/',
    ['conformance/scan/', 'conformance/engine/', 'conformance/spill/', 'conformance/values/', 'specs/'],
  ],
  ['conformance/scenarios/', ['conformance/scenarios/', 'conformance/engine/', 'specs/']],
  ['conformance/rules/', ['conformance/engine/', 'conformance/values/', 'specs/']],
  ['conformance/reporters/', ['conformance/reporters/', 'conformance/engine/', 'specs/']],
  ['conformance/', ['conformance/', 'specs/']],
  ['server/gateway/', ['server/gateway/', 'server/exchange-facts.ts', 'server/clock.ts', 'specs/']],
  ['server/s3/', ['server/s3/', 'server/exchange-facts.ts', 'server/clock.ts', 'specs/']],
  [
    'server/application/',
    ['server/application/', 'server/s3/', 'server/exchange-facts.ts', 'server/clock.ts', 'specs/'],
  ],
  [
    'server/endpoints/',
    [
      'server/endpoints/',
      'server/application/',
      'server/s3/',
      'server/exchange-facts.ts',
      'server/clock.ts',
      'specs/',
    ],
  ],
  [
    'server/journal/',
    [
      'server/journal/',
      'server/exchange-facts.ts',
      'server/request-handler.ts',
      'server/clock.ts',
      'server/make-folder.ts',
      'specs/',
    ],
  ],
  [
    'server/faults/',
    [
      'server/faults/',
      'server/s3/error-xml.ts',
      'server/exchange-facts.ts',
      'server/request-handler.ts',
      'server/clock.ts',
      'specs/',
    ],
  ],
  // It runs in a browser: of the server it knows the shapes that it is told, and no code.
  [
    'server/ui/browser/',
    ['server/ui/browser/', 'server/admin/events/', 'server/arrivals/arrival.ts', 'specs/'],
  ],
  ['server/ui/', ['server/ui/']],
  ['server/', ['server/', 'specs/']],
  ['bin/', ['bin/', 'conformance/', 'server/', 'fixtures/', 'specs/']],
];

const isRegistry = (path: string): boolean => basename(path) === 'index.ts';

describe('imports', () => {
  it.each(files.map((file) => [file.path, file] as const))('%s', (path, file) => {
    const row = ALLOWED.find(([part]) => path.startsWith(part));
    const own = file.imports
      .map(({ target }) => target)
      .filter((target) => /^(specs|conformance|fixtures|bin|test|server)\//.test(target));
    const wrong = own.filter((target) => {
      if (isRegistry(path) && target.startsWith(`${dirname(path)}/`)) return false;
      return !row?.[1].some((part) => target.startsWith(part));
    });
    expect(wrong, `${path} may import only from ${row?.[1].join(', ')}; move the shared part there`).toEqual(
      [],
    );
  });

  it('reach no development dependency on the way of a check', () => {
    const seen = reachable(['bin/cqube-conform.ts'], ['static', 'dynamic']);
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const packages = [...seen.packages].filter((name) => !name.startsWith('node:'));
    expect(packages.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it('load no zip writer before a check is asked to', () => {
    const seen = reachable(['bin/cqube-conform.ts', 'bin/commands/check.ts'], ['static']);
    expect([...seen.packages].filter((name) => ['adm-zip', 'yazl', 'zod', 'express'].includes(name))).toEqual(
      [],
    );
    expect([...seen.files].filter((path) => /^(fixtures|server)\//.test(path))).toEqual([]);
  });

  it('load what makes certificates only where TLS is asked for', () => {
    const packages = (kinds: readonly string[]): string[] =>
      [...reachable(['server/tls/open-tls.ts', 'server/start-server.ts'], kinds).packages].filter((name) =>
        name.startsWith('@peculiar/'),
      );
    expect(packages(['static'])).toEqual([]);
    expect(packages(['static', 'dynamic'])).not.toEqual([]);
  });

  it('load what writes large zips for nothing but pack', () => {
    const check = reachable(['bin/commands/check.ts'], ['static', 'dynamic']);
    expect([...check.packages]).not.toContain('yazl');
    expect([...reachable(['bin/commands/pack.ts'], ['static', 'dynamic']).packages]).toContain('yazl');
  });
});

function reachable(
  entries: readonly string[],
  kinds: readonly string[],
): { files: Set<string>; packages: Set<string> } {
  const seen = { files: new Set<string>(), packages: new Set<string>() };
  const queue = [...entries];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.files.has(path)) continue;
    seen.files.add(path);
    for (const { target, kind } of files.find((file) => file.path === path)?.imports ?? []) {
      if (!kinds.includes(kind)) continue;
      if (target.endsWith('.ts')) queue.push(target);
      else seen.packages.add(target);
    }
  }
  return seen;
}

/** Code that only some places may have. */
const CONFINED: readonly {
  readonly what: string;
  readonly code: RegExp;
  readonly allowed: RegExp;
  readonly instead: string;
}[] = [
  {
    what: 'files and sockets',
    code: /from 'node:(fs|fs\/promises|net|http|https|dns|child_process)'/,
    allowed:
      /^(conformance\/inputs\/|conformance\/spill\/|conformance\/(check-file|finding-part)\.ts|conformance\/reporters\/html\/script\.ts|server\/|fixtures\/|bin\/)/,
    instead: 'take bytes from conformance/inputs',
  },
  {
    what: 'printing',
    code: /\bconsole\.|process\.(stdout|stderr)/,
    allowed: /^bin\//,
    instead: 'return data; bin prints it',
  },
  {
    what: 'exiting',
    code: /process\.exit/,
    allowed: /^bin\/cqube-conform\.ts$/,
    instead: 'return the exit code',
  },
  {
    what: 'clock and randomness',
    code: /Date\.now|new Date\(\)|Math\.random|performance\.now|randomUUID|randomBytes/,
    allowed: /^(bin\/|server\/start-server\.ts$|server\/ui\/browser\/)/,
    instead: 'have it injected',
  },
  {
    what: 'network clients',
    code: /\bfetch\(|XMLHttpRequest/,
    allowed: /^server\/ui\/browser\/(api\/ask|views\/help\/snippets)\.ts$/,
    instead: 'work offline',
  },
];

describe.each(CONFINED)('$what', ({ code, allowed, instead }) => {
  it(`stays where it may be (instead: ${instead})`, () => {
    expect(
      files.filter((file) => code.test(file.code) && !allowed.test(file.path)).map((file) => file.path),
    ).toEqual([]);
  });
});

describe('style', () => {
  it('has named exports only', () => {
    expect(files.filter((file) => /^export default/m.test(file.code)).map((file) => file.path)).toEqual([]);
  });

  it('has no any', () => {
    expect(files.filter((file) => /(:|\bas|<)\s*any\b/.test(file.code)).map((file) => file.path)).toEqual([]);
  });

  it('keeps files at 300 lines, or says why in the first', () => {
    const long = files.filter((file) => file.text.split('\n').length > 301 && !file.text.startsWith('/*'));
    expect(
      long.map((file) => file.path),
      'split it by concept',
    ).toEqual([]);
  });

  it('names files in kebab-case; data sources are named by their stem', () => {
    const odd = files
      .map((file) => file.path)
      .filter((path) => !path.startsWith('specs/sources/') && !/^[a-z0-9.-]+\.tsx?$/.test(basename(path)));
    expect(odd).toEqual([]);
  });
});
