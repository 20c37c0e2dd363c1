import { createHash } from 'node:crypto';
import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ArchiveDamageError, EXPANSION_LIMITS } from '../../../conformance/inputs/archive.js';
import { type RawMember, type RawZip, writeZip } from '../../../fixtures/raw/write-zip.js';
import { judgeArchive, open, withFile } from '../../support/judge-archive.js';

const STEM = 'district_mst';
const NAME = `${STEM}.csv`;
const MIB = 1024 ** 2;

/** Text that deflates to about a third, so that chunks and pieces do not end together. */
function longText(bytes: number): string {
  const rows: string[] = [];
  let length = 0;
  for (let index = 0; length < bytes; index += 1) {
    const row = `${index}|${createHash('sha256').update(String(index)).digest('hex').slice(0, 20)}|1|2|NULL\n`;
    rows.push(row);
    length += row.length;
  }
  return rows.join('');
}

const judge = (...members: RawMember[]) => judgeArchive(writeZip({ members }), { stem: STEM });

describe('the member', () => {
  const csv = { name: NAME, text: 'x' };
  const told: readonly (readonly [string, readonly RawMember[], string | null])[] = [
    ['the only file, whatever its name', [{ name: 'data', text: 'x' }], 'data'],
    ['one CSV beside others', [{ name: 'readme.txt' }, csv], NAME],
    [
      'one CSV in a folder',
      [
        { name: 'a/', directory: true },
        { name: 'a/x.CSV', text: 'x' },
      ],
      'a/x.CSV',
    ],
    ['not a shadow of the Mac', [csv, { name: `__MACOSX/${NAME}` }, { name: `._${NAME}` }], NAME],
    ['the only one, although its name is unsafe', [{ name: `../${NAME}`, text: 'x' }], `../${NAME}`],
    ['none of two CSVs', [csv, { name: 'b.csv' }], null],
    ['none of two entries with one name', [csv, csv], null],
    ['none of two CSVs, although one is encrypted', [csv, { name: 'b.csv', encrypted: 'zipcrypto' }], null],
    ['not an encrypted one', [{ ...csv, encrypted: 'aes' }], null],
    ['not a link', [{ ...csv, symlink: true }], null],
    ['not one that cannot be inflated', [{ ...csv, method: 'bzip2' }], null],
    ['not a zip or a workbook', [{ name: 'a.zip' }], null],
    ['not a folder', [{ name: 'a.csv/', directory: true }], null],
    ['not a text in a folder', [{ name: 'a/readme' }], null],
  ];
  test.for(told)('%s', async ([, members, expected]) => {
    const { facts } = await judge(...members);
    expect(facts.member?.name ?? null).toBe(expected);
  });
});

describe('names arrive as they stand in the zip', () => {
  const names = ['a\\b.csv', '/a.csv', '../a.csv', 'C:\\a.csv', 'a\u0000b.csv', 'a\nb.csv', 'é.csv', ''];
  test.for(names)('%j', async (name) => {
    const { facts } = await judge({ name, text: 'x' });
    expect(facts.entries.map((entry) => entry.name)).toEqual([name]);
  });

  test('CP437 where the zip does not say UTF-8', async () => {
    const bytes = writeZip({ members: [{ name: 'e\u0001.csv', text: 'x' }] });
    for (let at = bytes.indexOf('e\u0001'); at >= 0; at = bytes.indexOf('e\u0001', at + 1)) bytes[at] = 0x82;
    const { facts } = await judgeArchive(bytes, { stem: STEM });
    expect(facts.member?.name).toBe('é\u0001.csv');
  });
});

const text = longText(9 * MIB);

describe('reading', () => {
  const traits: readonly Partial<RawMember>[] = [
    {},
    { method: 'store' },
    { zip64: true },
    { dataDescriptor: true },
    { zip64: true, dataDescriptor: true },
  ];

  test.for(traits)('gives the bytes of the CSV, twice: %j', async (trait) => {
    await withFile(writeZip({ members: [{ name: NAME, text, ...trait }] }), async (path) => {
      const archive = await open(path, { stem: STEM });
      for (let pass = 0; pass < 2; pass += 1) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of archive.read()) {
          expect(chunk.length).toBeLessThanOrEqual(MIB);
          chunks.push(chunk);
        }
        expect(Buffer.concat(chunks).equals(Buffer.from(text))).toBe(true);
      }
      await archive.close();
    });
  });

  test('two passes at once do not disturb each other', async () => {
    await withFile(writeZip({ members: [{ name: NAME, text }] }), async (path) => {
      const archive = await open(path, { stem: STEM });
      const count = async (): Promise<number> => {
        let bytes = 0;
        for await (const chunk of archive.read()) bytes += chunk.length;
        return bytes;
      };
      expect(await Promise.all([count(), count()])).toEqual([text.length, text.length]);
      await archive.close();
    });
  });

  test('a consumer that is slow or stops leaves nothing open', async () => {
    await withFile(writeZip({ members: [{ name: NAME, text }] }), async (path) => {
      const before = await openFiles();
      for (let round = 0; round < 20; round += 1) {
        const archive = await open(path, { stem: STEM });
        const chunks = archive.read()[Symbol.asyncIterator]();
        for (let taken = 0; taken < round % 4; taken += 1) {
          await chunks.next();
          // Lets zlib and the file run ahead of the consumer.
          await new Promise((resolve) => setImmediate(resolve));
        }
        await chunks.return?.();
        await archive.close();
      }
      expect(await openFiles()).toBe(before);
    });
  });

  test('closing comes right after damage, too', async () => {
    const before = await openFiles();
    await judge({ name: NAME, text, crc32: 1 });
    await judge({ name: NAME, text, declaredSize: 10 });
    await judgeArchive(writeZip({ members: [{ name: NAME, text }] }).subarray(0, 5000), { stem: STEM });
    expect(await openFiles()).toBe(before);
  });

  test('stops at the declared size', async () => {
    const { content, facts } = await judge({ name: NAME, zeros: 8 * MIB, declaredSize: 3 * MIB });
    expect(facts.damage?.reason).toContain('more data than the 3145728 bytes');
    expect(content.length).toBeLessThanOrEqual(3 * MIB);
  });

  test('names bytes behind the compressed data', async () => {
    const padded = writeZip({ members: [{ name: NAME, text: 'xyz', method: 'store' }] });
    const { facts } = await judgeArchive(withDeflateTail(padded), { stem: STEM });
    expect(facts.damage?.reason).toBe('other bytes follow the compressed data in it');
  });
});

/** Makes a stored member of three bytes an (invalid) deflated one: an empty final block, then one byte more. */
function withDeflateTail(zip: Buffer): Buffer {
  const bytes = Buffer.from(zip);
  const data = 30 + NAME.length;
  Buffer.of(0x03, 0x00, 0xff).copy(bytes, data);
  const directory = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
  for (const header of [4, directory + 6]) {
    bytes.writeUInt16LE(8, header + 4);
    bytes.writeUInt32LE(0, header + 10);
    bytes.writeUInt32LE(0, header + 18);
  }
  return bytes;
}

describe('what is not a zip is called by its name', () => {
  const tar = Buffer.alloc(512);
  tar.write('a.csv', 0);
  tar.write('ustar', 257);
  const files: readonly (readonly [Buffer, string])[] = [
    [Buffer.from('Rar!\u001a\u0007\u0000', 'latin1'), 'it is a RAR archive (.rar)'],
    [Buffer.from('377abcaf271c0004', 'hex'), 'it is a 7-Zip archive (.7z)'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'it is an old Excel workbook (.xls)'],
    [tar, 'it is a tar archive (.tar)'],
    [Buffer.from('\ufeffa|b\n', 'utf16le'), 'it is a plain text file in UTF-16'],
    [Buffer.from('\ufeffa,b\r\n1,é\r\n'), 'it is a plain CSV file renamed to .zip'],
    [Buffer.from('hello\n'), 'it is a plain text file'],
    [Buffer.from('<!DOCTYPE html><p>'), 'it is a web page, as when a download was answered by an error page'],
    [Buffer.from('<?xml version="1.0"?><Error/>'), 'it is an XML document'],
    [Buffer.from('{"error": "expired"}'), 'it is a JSON document'],
    [
      Buffer.concat([Buffer.of(7), writeZip({ members: [] })]),
      'its first bytes (07 50 4b 05) are not those of a zip',
    ],
    [
      Buffer.concat([Buffer.from('\ufeff'), writeZip({ members: [{ name: 'a' }] })]),
      '3 other bytes stand in front of the zip',
    ],
  ];
  test.for(files)('%#: $1', async ([bytes, reason]) => {
    const { facts } = await judgeArchive(bytes, { stem: STEM });
    expect(facts.damage).toEqual({ kind: 'not-a-zip', reason });
  });
});

describe('limits', () => {
  const bomb: RawZip = { members: [{ name: NAME, zeros: 100 * MIB }] };

  test('a ratio counts only after the first 64 MiB', async () => {
    const small = await judge({ name: NAME, zeros: 60 * MIB });
    expect(small.facts.damage).toBeNull();
    const { facts, content } = await judgeArchive(writeZip(bomb), { stem: STEM });
    expect(facts.damage).toEqual({
      kind: 'expansion-limit',
      reason: 'it declares 100 MiB of data, more than 500 times its compressed size',
    });
    expect(content).toHaveLength(0);
  });

  test('can be set', async () => {
    const wide = { ...EXPANSION_LIMITS, ratio: 2000 };
    expect((await judgeArchive(writeZip(bomb), { stem: STEM, limits: wide })).facts.damage).toBeNull();
    const narrow = { ...EXPANSION_LIMITS, declaredBytes: 50 * MIB };
    const { facts, content } = await judgeArchive(writeZip(bomb), { stem: STEM, limits: narrow });
    expect(facts.damage?.kind).toBe('expansion-limit');
    expect(content).toHaveLength(0);
  });
});

describe('what is not damage', () => {
  test('errors of the file system pass as they are', async () => {
    await withFile(Buffer.alloc(0), async (path) => {
      await expect(open(join(dirname(path), 'none.zip'), { stem: STEM })).rejects.toMatchObject({
        code: 'ENOENT',
      });
      const folder = join(dirname(path), 'folder.zip');
      await mkdir(folder);
      await expect(open(folder, { stem: STEM })).rejects.toMatchObject({ code: 'EISDIR' });
    });
  });

  test('a file that shrinks while it is read has changed', async () => {
    const bytes = writeZip({ members: [{ name: NAME, text }] });
    await withFile(bytes, async (path) => {
      const archive = await open(path, { stem: STEM });
      await truncate(path, 1000);
      const error = await readAll(archive.read());
      expect(error).toMatchObject({ code: 'FILE_CHANGED' });
      await archive.close();
    });
  });

  test('a file that is overwritten while it is read has changed', async () => {
    const bytes = writeZip({ members: [{ name: NAME, text, method: 'store' }] });
    await withFile(bytes, async (path) => {
      const archive = await open(path, { stem: STEM });
      await writeFile(path, Buffer.alloc(bytes.length + 1, 'x'));
      expect(await readAll(archive.read())).toMatchObject({ code: 'FILE_CHANGED' });
      await archive.close();
    });
  });

  test('a zip without a CSV that can be told gives nothing to read', async () => {
    await withFile(writeZip({ members: [] }), async (path) => {
      const archive = await open(path, { stem: STEM });
      expect(await readAll(archive.read())).toMatchObject({
        message: 'this zip holds no CSV that could be read',
      });
      await archive.close();
    });
  });

  test('reading a zip that was found damaged says so again', async () => {
    await withFile(Buffer.from('a|b\n'), async (path) => {
      const archive = await open(path, { stem: STEM });
      expect(await readAll(archive.read())).toBeInstanceOf(ArchiveDamageError);
      await archive.close();
    });
  });
});

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<unknown> {
  try {
    for await (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0);
    return null;
  } catch (error) {
    return error;
  }
}

/** Only Linux shows them; elsewhere the comparison holds trivially. */
const openFiles = async (): Promise<number> =>
  process.platform === 'linux' ? (await readdir('/proc/self/fd')).length : 0;
