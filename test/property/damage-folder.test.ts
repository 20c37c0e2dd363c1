/** Whatever stands in an emission folder, a report comes back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEmission } from '../../conformance/check-emission.js';
import { pretty } from '../../conformance/reporters/pretty.js';
import { plainStyle } from '../../conformance/reporters/style.js';
import { sampleCsv } from '../../fixtures/sample/sample-csv.js';
import { zipOf } from '../../fixtures/sample/write-emission.js';
import { profiles } from '../../specs/profiles/index.js';
import type { Report } from '../../specs/report.js';
import { sources } from '../../specs/sources/index.js';
import { blows, randomBytes, struck } from './support-damage.js';

let root = '';
let count = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cqube-damage-folder-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const source = fc.constantFrom(...sources);
const folders = fc.constantFrom(...new Set(sources.map(({ folder }) => folder)));
const stems = fc.constantFrom(...sources.map(({ stem }) => stem));
const extension = fc.constantFrom(
  '.zip',
  '.zip',
  '.zip',
  '.csv',
  '.ZIP',
  '.zip.zip',
  '.txt',
  '',
  '.',
  '.csv.zip',
);

/** A name with one small change. */
const edited = (names: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      names,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('drop', 'twice', 'upper', 'swap', 'blank'),
    )
    .map(([name, share, change]) => {
      const at = Math.min(Math.floor(share * name.length), name.length - 1);
      const [head, letter, tail] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
      const changes = {
        drop: '',
        twice: letter + letter,
        upper: letter.toUpperCase(),
        swap: '-',
        blank: ` ${letter}`,
      };
      return `${head}${changes[change]}${tail}`;
    });

const odd = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    '…',
    '.hidden',
    '..zip',
    'cqube_emission',
    'विद्यालय',
    '🙂',
    'a b',
    '-f',
    '*',
    '%2e',
    "'",
    '"',
    '\\',
    'CON',
    '\u202etxt',
    'e\u0301',
    '__MACOSX',
    '.DS_Store',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);

/** Names that a file system takes. */
const legal = (name: string): string => {
  const kept = name.replaceAll(/[/\u0000]/g, '_').toWellFormed();
  return kept === '' || kept === '.' || kept === '..' ? '_' : kept;
};

const folderName = fc
  .oneof({ weight: 4, arbitrary: folders }, { weight: 2, arbitrary: edited(folders) }, odd)
  .map(legal);
const fileName = fc
  .tuple(fc.oneof({ weight: 4, arbitrary: stems }, { weight: 2, arbitrary: edited(stems) }, odd), extension)
  .map(([name, ending]) => legal(name + ending));

const content = fc.oneof(
  randomBytes,
  source.map((chosen) => Uint8Array.from(zipOf(`${chosen.stem}.csv`, sampleCsv(chosen)))),
  fc
    .tuple(source, blows)
    .map(([chosen, all]) => struck(Uint8Array.from(zipOf(`${chosen.stem}.csv`, sampleCsv(chosen))), all)),
);

/** A file where it belongs, or anywhere. */
const file = fc.oneof(
  fc
    .tuple(source, content)
    .map(([chosen, bytes]) => ({ folder: [chosen.folder], name: `${chosen.stem}.zip`, bytes })),
  fc.record({ folder: fc.array(folderName, { maxLength: 4 }), name: fileName, bytes: content }),
  fc.record({
    folder: fc
      .tuple(folderName, fc.integer({ min: 5, max: 40 }))
      .map(([name, depth]) => Array<string>(depth).fill(name.slice(0, 20).toWellFormed())),
    name: fileName,
    bytes: content,
  }),
);
const tree = fc.tuple(
  fc.array(file, { maxLength: 8 }),
  fc.array(fc.array(folderName, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
);

/** Makes the tree below a new folder; what the file system refuses (a file where a folder stands) is left out. */
function made([files, empty]: typeof tree extends fc.Arbitrary<infer Tree> ? Tree : never): string {
  const top = join(root, String(count++));
  mkdirSync(top);
  const attempt = (make: () => void): void => {
    try {
      make();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  };
  for (const { folder, name, bytes } of files) {
    attempt(() => {
      mkdirSync(join(top, ...folder), { recursive: true });
      writeFileSync(join(top, ...folder, name), bytes);
    });
  }
  for (const folder of empty) attempt(() => mkdirSync(join(top, ...folder), { recursive: true }));
  return top;
}

const check = (path: string, profile: (typeof profiles)[number]): Promise<Report> =>
  checkEmission([path], {
    profile,
    now: () => 0,
  });

describe('a damaged folder', () => {
  it('is judged, and its report can be written', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom(...profiles), async (chosen, profile) => {
        const top = made(chosen);
        const report = await check(top, profile);
        expect(report.faults).toEqual([]);
        expect([0, 1, 4]).toContain(report.exitCode);
        expect(report.exitCode === 1).toBe(report.groups.some(({ severity }) => severity === 'error'));
        const text = pretty(report, {
          style: plainStyle,
          rule: () => ({ requirement: null, summary: '', why: '', fix: '' }),
        });
        expect(text.endsWith('\n')).toBe(true);
        expect(await check(top, profile)).toEqual(report);
        rmSync(top, { recursive: true, force: true });
      }),
      { numRuns: 300 },
    );
  });
});
