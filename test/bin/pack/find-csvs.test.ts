import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../fixtures/sample/write-emission.js';
import { find, plant, sampleOf } from './pack-folder.js';

const CSV = sampleOf('district_master');
const root = process.getuid?.() === 0;

const names = (found: Awaited<ReturnType<typeof find>>, folder: string): readonly string[] =>
  found.csvs.map(({ absolutePath }) => relative(folder, absolutePath).replaceAll('\\', '/'));

describe('a folder', () => {
  it('gives its CSVs at any depth, and tells what it passes over', async () => {
    const folder = plant({
      'a.csv': CSV,
      'deep/er/B.CSV': CSV,
      'deep/er/notes.txt': 'x',
      '.git/a.csv': 'x',
      '._a.csv': 'x',
      '~$a.csv': 'x',
    });
    const found = await find([folder], join(folder, 'out'));
    expect(names(found, folder)).toEqual(['a.csv', 'deep/er/B.CSV']);
    expect(found.csvs[0]?.header).toBe(CSV.split('\n')[0]);
    expect(found.passedOver.map(({ shown, why }) => `${shown.split('/').at(-1)}: ${why}`)).toEqual([
      '._a.csv: a hidden file',
      'a.csv: a hidden file',
      'notes.txt: no CSV',
      '~$a.csv: a hidden file',
    ]);
    expect(found.problems).toEqual([]);
  });

  it('keeps zips apart that are right already', async () => {
    const folder = plant({
      'district_master/district_mst.zip': zipOf('district_mst.csv', CSV),
      'block_master/block_mst.zip': zipOf('other.csv', CSV),
      'cluster_master/cluster_mst.zip': 'no zip',
      'elsewhere/school_mst.zip': zipOf('school_mst.csv', CSV),
    });
    const found = await find([folder], join(folder, 'out'));
    expect(found.packed.map(({ shown }) => relative(folder, shown).replaceAll('\\', '/'))).toEqual([
      'district_master/district_mst.zip',
    ]);
    expect(found.passedOver.map(({ why }) => why)).toEqual([
      'a zip that is not right: it should hold block_mst.csv and nothing else',
      'a zip that is not right: it is a plain text file',
      'a zip under no published name',
    ]);
  });

  it('is not packed into itself', async () => {
    const folder = plant({ 'a.csv': CSV, 'out/pat/periodic_exam_mst.csv': CSV, 'outer/b.csv': CSV });
    const out = join(folder, 'out');
    symlinkSync(out, join(folder, 'link'), 'junction');
    const found = await find([folder], out);
    expect(names(found, folder)).toEqual(['a.csv', 'outer/b.csv']);
    expect(found.passedOver.some(({ why }) => why.startsWith('the folder that is written to'))).toBe(true);
    expect(names(await find([out], out), folder)).toEqual(['out/pat/periodic_exam_mst.csv']);
  });

  it('is looked through once, whatever the number of arguments that hold it', async () => {
    const folder = plant({ 'a/a.csv': CSV });
    const found = await find([folder, join(folder, 'a'), join(folder, 'a', 'a.csv')], join(folder, 'out'));
    expect(names(found, folder)).toEqual(['a/a.csv']);
  });
});

describe('what cannot be an input', () => {
  it.each(['no/such', '', 'a\0b'])('%j does not exist', async (path) => {
    const { problems } = await find([path], 'out');
    expect(problems).toMatchObject([{ kind: 'call' }]);
    expect(problems[0]?.message).toContain('no such file or folder');
  });

  it('is a file of another name, and a zip in disguise', async () => {
    const folder = plant({ 'a.txt': CSV, 'b.csv': zipOf('b.csv', CSV) });
    const { problems } = await find([join(folder, 'a.txt'), join(folder, 'b.csv')], 'out');
    expect(problems.map(({ message }) => message.replace(/^.*[\\/]/, ''))).toEqual([
      'a.txt is no .csv; with --source <id> it is packed whatever its name',
      'b.csv is a zip, whatever its name: pack takes plain CSVs',
    ]);
  });

  it('is a link to nothing', async () => {
    const folder = plant({});
    symlinkSync('nowhere', join(folder, 'a.csv'));
    const { problems } = await find([folder], 'out');
    expect(problems).toMatchObject([{ kind: 'kept-from' }]);
  });

  it.skipIf(root)('is a CSV without permission [root reads everything]', async () => {
    const folder = plant({ 'district_mst.csv': CSV });
    chmodSync(join(folder, 'district_mst.csv'), 0);
    const { problems } = await find([folder], 'out');
    expect(problems).toMatchObject([{ kind: 'kept-from' }]);
    expect(problems[0]?.message).toContain('permission denied');
  });

  it('may be an empty CSV all the same', async () => {
    const folder = plant({});
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'x', 'district_mst.csv'), '');
    const found = await find([folder], 'out');
    expect(found.csvs).toMatchObject([{ header: null, size: { bytes: 0 } }]);
  });
});
