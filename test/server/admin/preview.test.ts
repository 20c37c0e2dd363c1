/** The first rows of what was uploaded, whatever it is. */
import AdmZip from 'adm-zip';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRows, guessDelimiter } from '../../../server/admin/preview/first-rows.js';
import { CELL_LIMIT, shownCell } from '../../../server/admin/preview/shown-cell.js';
import { BUCKET, startAdmin } from './running-admin.js';
import type { RunningAdmin } from './running-admin.js';

let admin: RunningAdmin;

beforeAll(async () => {
  admin = await startAdmin();
});

afterAll(() => admin.close());

let count = 0;

async function preview(content: string | Uint8Array, rows?: number) {
  count += 1;
  await admin.put(`object-${count}`, content);
  const asked = rows === undefined ? '' : `&rows=${rows}`;
  const answer = await admin.ask('GET', `/api/buckets/${BUCKET}/object/preview?key=object-${count}${asked}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

function zip(members: Readonly<Record<string, string | Buffer>>): Buffer {
  const archive = new AdmZip();
  for (const [name, content] of Object.entries(members)) archive.addFile(name, Buffer.from(content));
  return archive.toBuffer();
}

const nothing = (reason: unknown) => ({ member: null, delimiter: null, rows: [], more: false, reason });

describe('of a CSV', () => {
  it('rows are shown, the header among them', async () => {
    expect(await preview('a|b,c|d\r\n1|2|"x|""y"""\n3')).toEqual({
      member: null,
      delimiter: '|',
      rows: [['a', 'b,c', 'd'], ['1', '2', 'x|"y"'], ['3']],
      more: false,
      reason: null,
    });
  });

  it('no more rows are shown than asked for, 20 without asking', async () => {
    const csv = Array.from({ length: 200 }, (_, row) => `${row},x\n`).join('');
    expect((await preview(csv)).rows).toHaveLength(20);
    expect(await preview(csv, 3)).toMatchObject({
      rows: [
        ['0', 'x'],
        ['1', 'x'],
        ['2', 'x'],
      ],
      more: true,
    });
    expect((await preview(csv, 100)).rows).toHaveLength(100);
  });

  it('no more than its first MiB is looked at', async () => {
    const row = `${'x'.repeat(400_000)},y\n`;
    const { rows, more } = await preview(row.repeat(5), 100);
    expect(rows).toHaveLength(2);
    expect(more).toBe(true);
    expect((await preview(`"${'x'.repeat(3_000_000)}`)).rows).toEqual([[`${'x'.repeat(CELL_LIMIT - 1)}…`]]);
  });

  it('what is script stays text, and what is not seen is written out', async () => {
    const { rows } = await preview('<script>alert(1)</script>,=cmd()\n\u0007bell,\u202egnp.exe\n');
    expect(rows).toEqual([
      ['<script>alert(1)</script>', '=cmd()'],
      [String.raw`\u0007bell`, String.raw`\u202egnp.exe`],
    ]);
  });

  it('numbers of persons are masked', async () => {
    const { rows } = await preview('aadhaar,name\n123412341234,x\n1234 1234 1234,27010100101\n');
    expect(rows).toEqual([
      ['aadhaar', 'name'],
      ['XXXXXXXX1234', 'x'],
      ['XXXX XXXX 1234', '27010100101'],
    ]);
  });

  it.each([
    ['', 'it is empty'],
    ['a\u0000b', 'it is no text in UTF-8'],
  ])('%j has nothing to show', async (content, reason) => {
    expect(await preview(content)).toEqual(nothing(reason));
  });
});

describe('of a zip', () => {
  it('rows of its only CSV are shown', async () => {
    expect(
      await preview(zip({ 'district_mst.csv': 'a|b\n1|2\n', '__MACOSX/x.csv': '', 'read.me': '' })),
    ).toEqual({
      member: 'district_mst.csv',
      delimiter: '|',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
      more: false,
      reason: null,
    });
  });

  it('that unfolds to far more, the first MiB is looked at', async () => {
    const bomb = zip({ 'bomb.csv': Buffer.alloc(64 * 1024 * 1024, 'a,b\n') });
    expect(await preview(bomb, 2)).toMatchObject({
      rows: [
        ['a', 'b'],
        ['a', 'b'],
      ],
      more: true,
      reason: null,
    });
  });

  it.each([
    [{ 'a.csv': 'x', 'b.csv': 'y' }, 'the zip holds 2 CSVs: one is expected'],
    [{ 'a.txt': 'x' }, 'the zip holds no CSV'],
    [{ 'a.csv': '' }, 'the CSV is empty'],
    [
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.txt`, ''])),
      'the zip holds more than 100 files',
    ],
  ])('that is not as it should be, the reason is told: %#', async (members, reason) => {
    expect(await preview(zip(members as Record<string, string>))).toEqual(nothing(reason));
  });

  it('that is broken in any way, rows or a reason are told', async () => {
    const good = zip({ 'a.csv': 'a,b\n1,2\n'.repeat(200) });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.nat(255),
        fc.oneof(fc.constant(good.length), fc.nat(good.length)),
        async (at, byte, length) => {
          const bad = Buffer.from(good.subarray(0, Math.max(length, 4)));
          if (at < bad.length && at >= 4) bad[at] = byte;
          const { rows, reason } = await preview(bad);
          expect(reason === null ? rows.length > 0 : /^[^\n]+$/.test(reason)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('first rows', () => {
  it('come to an end, within their bounds, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', '|', '\n', '\r', 'x', 'é'), maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (text, limit, whole) => {
          const { rows } = firstRows(text, guessDelimiter(text), limit, whole);
          expect(rows.length).toBeLessThanOrEqual(limit);
          expect(rows.length > 0).toBe(text !== '');
        },
      ),
    );
  });

  it('are those that were written', () => {
    const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'x', ' '), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const text = rows
            .map((row) => `${row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`)
            .join('');
          expect(firstRows(text, ',', 10, true)).toEqual({ rows, more: false });
        },
      ),
    );
  });

  it('show a row that is cut only if there is no other', () => {
    expect(firstRows('a,b\nc,', ',', 9, false).rows).toEqual([['a', 'b']]);
    expect(firstRows('a,b', ',', 9, false).rows).toEqual([['a', 'b']]);
    expect(firstRows('a,b\nc,', ',', 9, true).rows).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
  });
});

describe('a cell', () => {
  it.each([
    ['9876 5432 1098', 'XXXX XXXX 1098'],
    ['id:987654321098;', 'id:XXXXXXXX1098;'],
    ['1234567890123', '1234567890123'],
    ['27010100101', '27010100101'],
    ['x'.repeat(500), `${'x'.repeat(199)}…`],
    ['x'.repeat(200), 'x'.repeat(200)],
    [`${'x'.repeat(195)}123412341234`, `${'x'.repeat(195)}XXXX…`],
    ['\ud800', String.raw`\ud800`],
  ])('%j is shown as %j', (cell, shown) => {
    expect(shownCell(cell)).toBe(shown);
  });
});
