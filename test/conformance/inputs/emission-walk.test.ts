import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MAX_DEPTH, walkTree } from '../../../conformance/inputs/walk-tree.js';
import { plant, read, readTree, shortlyAll, temporaryFolder } from './emission-tree.js';

const DISTRICT = 'district_master/district_mst.zip';
const WINDOWS = process.platform === 'win32';
/** Rights do not hold root back. */
const UNBOUND = WINDOWS || process.getuid?.() === 0;

describe.skipIf(WINDOWS)('links', () => {
  it('to files are followed', async () => {
    const elsewhere = plant(['data.zip']);
    const input = await readTree(`${DISTRICT} -> ${elsewhere}/data.zip`);
    expect(shortlyAll(input)).toEqual([`${DISTRICT}: source district_master`]);
    expect(input.facts.files[0]?.bytes).toBe(7);
  });

  it('to folders are followed', async () => {
    const elsewhere = plant(['periodic_exam_mst.zip']);
    expect(shortlyAll(await readTree(`pat -> ${elsewhere}`))).toEqual([
      'pat/periodic_exam_mst.zip: source periodic_exam_mst',
    ]);
  });

  it('to a folder that is there anyway are not followed, though they come first', async () => {
    expect(shortlyAll(await readTree('a -> pat', 'pat/periodic_exam_mst.zip', 'z -> pat'))).toEqual([
      'a: unknown-file (a link back to “pat”)',
      'pat/periodic_exam_mst.zip: source periodic_exam_mst',
      'z: unknown-file (a link back to “pat”)',
    ]);
  });

  it('of two to one folder the first is followed', async () => {
    const elsewhere = plant(['periodic_exam_mst.zip']);
    expect(shortlyAll(await readTree(`zz -> ${elsewhere}`, `pat -> ${elsewhere}`))).toEqual([
      'pat/periodic_exam_mst.zip: source periodic_exam_mst',
      'zz: unknown-file (a link back to “pat”)',
    ]);
  });

  it('in a circle end', async () => {
    const circle = 'a link back to the emission folder or one above it';
    expect(shortlyAll(await readTree('pat/loop -> ..', 'pat/self -> .', 'root -> /', 'me -> me'))).toEqual([
      'me: unknown-file (unreadable: a link that leads back to itself)',
      `pat/loop: unknown-file (${circle})`,
      'pat/self: unknown-file (a link back to “pat”)',
      `root: unknown-file (${circle})`,
    ]);
  });

  it('between folders outside are not read twice', async () => {
    const elsewhere = plant(['one/periodic_exam_mst.zip', 'two/x.txt']);
    const input = await readTree(`pat -> ${elsewhere}/one`, `sat -> ${elsewhere}`);
    expect(shortlyAll(input)).toEqual([
      'pat/periodic_exam_mst.zip: source periodic_exam_mst',
      'sat/one: unknown-file (a link back to “pat”)',
      'sat/two/x.txt: unknown-folder',
    ]);
  });

  it('that point nowhere are unreadable', async () => {
    expect(shortlyAll(await readTree(`${DISTRICT} -> nowhere`, 'pat -> gone', 'x/y.zip -> gone'))).toEqual([
      'district_master/district_mst.zip: source district_master (unreadable: a link that points nowhere)',
      'pat: unknown-file (unreadable: a link that points nowhere)',
      'x/y.zip: unknown-folder (unreadable: a link that points nowhere)',
    ]);
  });

  it('may lead to the emission folder itself', async () => {
    const root = plant([`real/${DISTRICT}`, 'cqube_emission -> real']);
    expect(shortlyAll(await read(root))).toEqual([`${DISTRICT}: source district_master`]);
  });
});

describe.skipIf(UNBOUND)('rights', () => {
  it('are missed in files that would be opened, and in folders', async () => {
    const root = plant([DISTRICT, 'district_master/notes.txt', 'pat/periodic_exam_mst.zip']);
    chmodSync(join(root, DISTRICT), 0);
    chmodSync(join(root, 'district_master/notes.txt'), 0);
    chmodSync(join(root, 'pat'), 0);
    onTestFinished(() => chmodSync(join(root, 'pat'), 0o755));
    expect(shortlyAll(await read(root))).toEqual([
      'district_master/district_mst.zip: source district_master (unreadable: permission denied)',
      'district_master/notes.txt: unknown-file',
      'pat: unknown-file (unreadable: permission denied)',
    ]);
    expect(shortlyAll(await read(join(root, 'pat')))).toEqual([
      'pat: unknown-file (unreadable: permission denied)',
    ]);
  });
});

describe('odd things', () => {
  it.skipIf(WINDOWS)('such as pipes and sockets are not opened', async () => {
    const root = plant([DISTRICT]);
    execFileSync('mkfifo', [join(root, 'district_master', 'pipe.zip')]);
    mkdirSync(join(root, 'pat'));
    execFileSync('mkfifo', [join(root, 'pat', 'periodic_exam_mst.zip')]);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(join(root, 'socket'), listening));
    const input = await read(root);
    await new Promise((closed) => server.close(closed));
    expect(shortlyAll(input)).toEqual([
      'district_master/district_mst.zip: source district_master',
      'district_master/pipe.zip: unknown-file (a named pipe)',
      'pat/periodic_exam_mst.zip: unknown-file (a named pipe)',
      'socket: unknown-file (a socket)',
    ]);
  });

  it.skipIf(process.platform !== 'linux')('such as names that are no UTF-8 are named', async () => {
    const root = plant([DISTRICT]);
    writeFileSync(
      Buffer.concat([
        Buffer.from(`${root}/district_master/`),
        Buffer.from([0x64, 0xe9]),
        Buffer.from('.zip'),
      ]),
      '',
    );
    expect(shortlyAll(await read(root))[1]).toContain('(unreadable: its name is not UTF-8)');
  });

  it('such as a folder called like a zip are folders', async () => {
    expect(shortlyAll(await readTree(`${DISTRICT}/district_mst.csv`))).toEqual([
      'district_master/district_mst.zip/district_mst.csv: unknown-folder → district_master/',
    ]);
  });

  it('such as 200 folders in each other end at a depth', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, ...Array.from({ length: 200 }, () => 'd')), { recursive: true });
    const input = await read(root);
    expect(input.facts.files).toHaveLength(1);
    expect(input.facts.files[0]).toMatchObject({
      path: Array.from({ length: MAX_DEPTH + 1 }, () => 'd').join('/'),
      match: { kind: 'unknown-folder', folder: 'd', source: null },
      notRead: 'a folder more than 32 folders deep',
    });
  });
});

it('reads 10,000 files in a moment', async () => {
  const root = plant([DISTRICT]);
  for (let folder = 0; folder < 100; folder += 1) {
    const path = join(root, folder % 2 === 0 ? `.git/${folder}` : `udise/${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < 100; file += 1) writeFileSync(join(path, `sch_profil_${file}.zip`), '');
  }
  const start = performance.now();
  const input = await read(root);
  expect(input.facts.files).toHaveLength(10_001);
  expect(performance.now() - start).toBeLessThan(10_000);
});

it.skipIf(WINDOWS)('never throws, and lists every file once, for any tree', async () => {
  const part = fc.oneof(
    fc.constantFrom('pat', 'udise', 'district_master', 'district_mst.zip', 'cqube_emission', 'ज़िला'),
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .map((text) => `n${text.replaceAll(/[/\0]/g, '-')}`),
  );
  const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
  const link = fc.tuple(part, fc.constantFrom('.', '..', 'pat', 'nowhere', 'udise'));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(path, { maxLength: 6 }),
      fc.array(link, { maxLength: 3 }),
      async (paths, links) => {
        const root = temporaryFolder();
        for (const one of [...paths, ...links.map(([name, target]) => `pat/${name} -> ${target}`)]) {
          try {
            plant([one], root);
          } catch {
            // The path is taken by a file or a folder already.
          }
        }
        const entries = await walkTree(root);
        expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
        const { facts } = await read(root);
        for (const file of facts.files) expect(file.path).not.toBe('');
      },
    ),
    { numRuns: 300 },
  );
});
