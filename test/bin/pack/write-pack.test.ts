import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import AdmZip from 'adm-zip';
import { describe, expect, it } from 'vitest';
import { PackError } from '../../../bin/pack/pack-error.js';
import { writePack } from '../../../bin/pack/write-pack.js';
import { filesBelow, packAll, plant, sampleOf, targetsOf } from './pack-folder.js';

const CSV = sampleOf('district_master');
const program = fileURLToPath(new URL('../../../dist/bin/cqube-conform.js', import.meta.url));
const ZIP = 'district_master/district_mst.zip';

async function refusal(work: Promise<unknown>): Promise<PackError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PackError)) throw new Error('nothing was refused', { cause: error });
  return error;
}

describe('a zip', () => {
  it('holds the CSV byte for byte, under its published name', async () => {
    const bytes = Buffer.from([...Buffer.from('\ufeffa|b\r\n'), 0, 0xff, 0xfe, 13, 10]);
    const folder = plant({ 'district_mst.csv': bytes });
    await packAll([folder], join(folder, 'out'));
    const entries = new AdmZip(join(folder, 'out', ZIP)).getEntries();
    expect(entries.map(({ entryName }) => entryName)).toEqual(['district_mst.csv']);
    expect(entries[0]?.getData().equals(bytes)).toBe(true);
  });

  it.each(['Asia/Kolkata', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'])(
    'is the same in every time zone: %s',
    (zone) => {
      const folder = plant({ 'district_mst.csv': 'a|b\n1|2\n' });
      execFileSync(process.execPath, [program, 'pack', 'district_mst.csv'], {
        cwd: folder,
        stdio: 'ignore',
        env: { ...process.env, TZ: zone },
      });
      const zip = readFileSync(join(folder, 'cqube_emission', ZIP));
      expect([zip.length, crc32(zip).toString(16)]).toEqual(SMALL_ZIP);
    },
  );

  it('of an empty CSV is sound', async () => {
    const folder = plant({ 'district_mst.csv': '' });
    await packAll([folder], join(folder, 'out'));
    expect(new AdmZip(join(folder, 'out', ZIP)).readAsText('district_mst.csv')).toBe('');
  });
});

/** Length and CRC-32 of the zip of `a|b\n1|2\n`: too short for the ways in which builds of zlib differ. */
const SMALL_ZIP = [156, 'c0242c0f'];

describe('what is there already', () => {
  it('is refused with every name, and nothing is written', async () => {
    const folder = plant({
      'in/district_mst.csv': CSV,
      'in/block_mst.csv': CSV,
      'in/cluster_mst.csv': CSV,
      'out/district_master/district_mst.zip': 'old',
      'out/block_master/block_mst.zip': 'old',
    });
    const before = filesBelow(folder);
    const error = await refusal(packAll([join(folder, 'in')], join(folder, 'out')));
    expect(error.exitCode).toBe(2);
    expect(error.problems.map(({ message }) => /[\w/]+\.zip/.exec(message)?.[0].split('/').at(-1))).toEqual([
      'block_mst.zip',
      'district_mst.zip',
    ]);
    expect(filesBelow(folder)).toEqual(before);
    expect(existsSync(join(folder, 'out', 'cluster_master'))).toBe(false);
    expect(readFileSync(join(folder, 'out', ZIP), 'utf8')).toBe('old');
  });

  it('is replaced with --overwrite', async () => {
    const folder = plant({ 'in/district_mst.csv': CSV, 'out/district_master/district_mst.zip': 'old' });
    const packed = await packAll([join(folder, 'in')], join(folder, 'out'), { overwrite: true });
    expect(packed.map(({ outcome }) => outcome)).toEqual(['replaced']);
    expect(new AdmZip(join(folder, 'out', ZIP)).readAsText('district_mst.csv')).toBe(CSV);
    expect(filesBelow(join(folder, 'out'))).toEqual([ZIP]);
  });

  it('is left alone where it is the same', async () => {
    const folder = plant({ 'in/district_mst.csv': CSV });
    const outcomes = async (overwrite: boolean) =>
      (await packAll([join(folder, 'in')], join(folder, 'out'), { overwrite })).map(({ outcome }) => outcome);
    expect(await outcomes(false)).toEqual(['new']);
    expect(await outcomes(false)).toEqual(['unchanged']);
    expect(await outcomes(true)).toEqual(['unchanged']);
    expect(filesBelow(join(folder, 'out'))).toEqual([ZIP]);
  });

  it('is not replaced even if it came while we wrote', async () => {
    const folder = plant({ 'in/district_mst.csv': CSV });
    const late = join(folder, 'out', ZIP);
    const error = await refusal(
      packAll([join(folder, 'in')], join(folder, 'out'), { onProgress: () => writeFileSync(late, 'late') }),
    );
    expect(error.exitCode).toBe(2);
    expect(readFileSync(late, 'utf8')).toBe('late');
    expect(filesBelow(join(folder, 'out'))).toEqual([ZIP]);
  });
});

describe('a CSV that changes while it is read', () => {
  it('stops everything, and leaves nothing', async () => {
    // Longer than what is read at once.
    const long = Buffer.alloc(600 * 1024, CSV);
    const folder = plant({ 'in/district_mst.csv': long, 'in/block_mst.csv': CSV });
    const error = await refusal(
      packAll([join(folder, 'in')], join(folder, 'out'), {
        onProgress: (_target, index) => {
          if (index === 1) appendFileSync(join(folder, 'in', 'district_mst.csv'), 'more\n');
        },
      }),
    );
    expect(error.exitCode).toBe(3);
    expect(error.message).toContain('district_mst.csv: the file was changed or cut while it was read');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('is noticed even if it changed before it was opened', async () => {
    const folder = plant({ 'district_mst.csv': CSV });
    const targets = await targetsOf([folder], join(folder, 'out'));
    appendFileSync(join(folder, 'district_mst.csv'), 'more\n');
    const error = await refusal(writePack(targets, { overwrite: false, onProgress: () => undefined }));
    expect(error.exitCode).toBe(3);
  });
});

describe('an output folder that would mislead', () => {
  it.each([
    ['a link', 'district_master is a link, so its zips would land elsewhere'],
    ['a file', 'district_master is a file where a folder should be'],
    ['a twin', 'District_Master is there already, which is'],
    ['a linked zip', 'district_mst.zip is a link where the zip should be'],
    ['a twin zip', 'District_Mst.zip is there already, which is'],
    ['an inner emission', 'holds a folder cqube_emission'],
  ])('%s', async (kind, message) => {
    const folder = plant({ 'in/district_mst.csv': CSV, 'elsewhere/keep.txt': 'x' });
    const out = join(folder, 'out');
    mkdirSync(out);
    if (kind === 'a link') symlinkSync(join(folder, 'elsewhere'), join(out, 'district_master'), 'junction');
    if (kind === 'a file') writeFileSync(join(out, 'district_master'), '');
    if (kind === 'a twin') mkdirSync(join(out, 'District_Master'));
    if (kind === 'an inner emission') mkdirSync(join(out, 'cqube_emission'));
    if (kind.endsWith('zip')) mkdirSync(join(out, 'district_master'));
    if (kind === 'a linked zip') symlinkSync(join(folder, 'elsewhere', 'keep.txt'), join(out, ZIP));
    if (kind === 'a twin zip') writeFileSync(join(out, 'district_master', 'District_Mst.zip'), '');
    const before = filesBelow(folder);
    const error = await refusal(packAll([join(folder, 'in')], out, { overwrite: true }));
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(message);
    expect(filesBelow(folder)).toEqual(before);
  });

  it('may turn into a link after it was looked at', async () => {
    const folder = plant({ 'in/district_mst.csv': CSV, 'elsewhere/keep.txt': 'x' });
    const targets = await targetsOf([join(folder, 'in')], join(folder, 'out'));
    mkdirSync(join(folder, 'out'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'out', 'district_master'), 'junction');
    const error = await refusal(writePack(targets, { overwrite: true, onProgress: () => undefined }));
    expect(error.message).toContain('its folder is a link');
    expect(filesBelow(join(folder, 'elsewhere'))).toEqual(['keep.txt']);
  });

  it('may itself be a link, since it was named', async () => {
    const folder = plant({ 'in/district_mst.csv': CSV, 'disk/keep.txt': 'x' });
    symlinkSync(join(folder, 'disk'), join(folder, 'out'), 'junction');
    await packAll([join(folder, 'in')], join(folder, 'out'));
    expect(filesBelow(join(folder, 'disk'))).toEqual([ZIP, 'keep.txt']);
  });

  it.each(['a file', 'below a file', 'a link to nothing'])('may not be %s', async (kind) => {
    const folder = plant({ 'in/district_mst.csv': CSV, taken: '' });
    if (kind === 'a link to nothing') symlinkSync(join(folder, 'nowhere'), join(folder, 'link'), 'junction');
    const out = { 'a file': 'taken', 'below a file': 'taken/out', 'a link to nothing': 'link' }[kind] ?? '';
    const error = await refusal(packAll([join(folder, 'in')], join(folder, out)));
    expect(error.exitCode).toBe(2);
  });
});
