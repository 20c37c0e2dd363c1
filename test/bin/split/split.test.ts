/** `split`: no row is lost, none is in both parts, and what is sent back may be opened by any spreadsheet. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../bin/main.js';
import { openArchive } from '../../../conformance/inputs/archive.js';
import { writeEmission, zipOf } from '../../../fixtures/sample/write-emission.js';

let work = '';
let told = '';

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'cqube-conform-split-'));
  told = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation((...args: readonly unknown[]) => {
    const done = args.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(work, { recursive: true, force: true });
});

const PATH = 'grade_details/grade_details';
const HEADER = 'school_id|grade|students_count';

async function split(csv: string): Promise<number> {
  rmSync(join(work, 'in'), { recursive: true, force: true });
  rmSync(join(work, 'out'), { recursive: true, force: true });
  told = '';
  const zip = zipOf('grade_details.csv', csv);
  writeEmission(join(work, 'in', 'cqube_emission'), new Map([[`${PATH}.zip`, zip]]));
  return main(['split', join(work, 'in'), '--out', join(work, 'out'), '--no-config']);
}

/** Lines behind the header; null: there is no such zip. */
async function linesOf(part: 'valid/cqube_emission' | 'bad'): Promise<readonly string[] | null> {
  const file = join(work, 'out', part, `${PATH}.zip`);
  const about = { path: '', stem: 'grade_details', memberNameRead: false };
  const archive = await openArchive(file, about).catch(() => null);
  if (archive === null) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.read()) pieces.push(piece);
  await archive.close();
  const [header, ...lines] = Buffer.concat(pieces).toString().split('\n');
  expect(header).toBe(HEADER);
  return lines.filter((line) => line !== '');
}
const reasons = (): readonly Record<string, string>[] =>
  parse(readFileSync(join(work, 'out/bad', `${PATH}.reasons.csv`)), { columns: true });

describe('rows', () => {
  it('go where they belong', async () => {
    const code = await split(
      `${HEADER}\n24010100011|3|84\n24010100012|3|x\n\n24010100013|3|4|5\n24010100011|3|84\n24010100014|3|9\n`,
    );
    expect(code).toBe(1);
    expect(await linesOf('valid/cqube_emission')).toEqual(['24010100011|3|84', '24010100014|3|9']);
    expect(await linesOf('bad')).toEqual(['24010100012|3|x', '24010100013|3|4|5', '24010100011|3|84']);
    expect(reasons().map(({ line, rule }) => [line, rule])).toEqual([
      ['3', 'table/value-type'],
      ['5', 'table/field-count'],
      ['6', 'table/duplicate-row'],
    ]);
    expect(told).toContain('2 good rows, 3 bad');
  });

  it('that are all good are the same bytes', async () => {
    expect(await split(`${HEADER}\n24010100011|3|84\n`)).toBe(0);
    expect(readFileSync(join(work, 'out/valid/cqube_emission', `${PATH}.zip`))).toEqual(
      readFileSync(join(work, 'in/cqube_emission', `${PATH}.zip`)),
    );
    expect(readdirSync(join(work, 'out'))).toEqual(['valid']);
  });

  it('that are all bad leave no valid part', async () => {
    expect(await split(`${HEADER}\n24010100011|3|x\n`)).toBe(1);
    expect(await linesOf('valid/cqube_emission')).toBeNull();
    expect(await linesOf('bad')).toEqual(['24010100011|3|x']);
    expect(told).toContain('no row is good');
  });

  it('of a header that must be mended first are not split', async () => {
    expect(await split('school_id,grade,students_count\n24010100011,3,84\n')).toBe(1);
    expect(told).toContain('blocked by table/wrong-delimiter');
    expect(readdirSync(work)).toEqual(['in']);
  });

  it.each(['=1+1', '+cmd', '-x', '@SUM(A1)', '\t=1', '"=1"'])(
    'with %j are no formula in the reasons',
    async (value) => {
      await split(`${HEADER}\n24010100011|3|${value}\n`);
      for (const cell of reasons().flatMap((row) => Object.values(row)))
        expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@]/);
    },
  );

  it('are each in one of the parts', async () => {
    const row = fc.constantFrom(
      '24010100011|3|84',
      '24010100012|3|84',
      '24010100013|3|x',
      '24010100014|3|"4"',
      '24010100015|3|4|5',
      '24010100016|3|"4',
      '24010100017',
      '',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        await split(`${HEADER}\n${rows.join('\n')}\n`);
        const good = (await linesOf('valid/cqube_emission')) ?? [];
        const bad = (await linesOf('bad')) ?? [];
        const given = rows.filter((one) => one !== '');
        // Where there is no row at all there is nothing to write.
        if (given.length > 0) expect([...good, ...bad].toSorted()).toEqual(given.toSorted());
        expect(good.every((one) => /^\d{11}\|3\|("4"|84)$/.test(one))).toBe(true);
        expect(new Set(good).size).toBe(good.length);
      }),
      { numRuns: 40 },
    );
  });
});
