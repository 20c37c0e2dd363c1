/** A log gives back what it was given, each part in its order, whatever lies in memory and whatever on disk. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordLog } from '../../../conformance/spill/record-log.js';
import type { LogShape } from '../../../conformance/spill/record-log.js';
import { SpillFolder } from '../../../conformance/spill/spill-folder.js';

let tempDir = '';
let folder: SpillFolder;

beforeEach(() => {
  tempDir = mkdtempSync(join(tmpdir(), 'cqube-conform-log-'));
  folder = new SpillFolder(tempDir);
});

afterEach(() => {
  closeFolder();
  rmSync(tempDir, { recursive: true, force: true });
});

function closeFolder(): void {
  folder.close();
  expect(readdirSync(tempDir), 'files are left').toEqual([]);
}

const HASHES: LogShape = { width: 2, parts: 256, word: 1, shift: 24, bytes: 11 << 18 };

function drained(log: RecordLog, width: number, part: number): number[][] {
  const records: number[][] = [];
  log.drain(part, (words, from, to) => {
    for (let at = from; at < to; at += width) records.push([...words.subarray(at, at + width)]);
  });
  return records;
}

describe('record log', () => {
  it('keeps every part in its order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 4, 8),
        fc.constantFrom(1, 4, 16),
        fc.constantFrom(0, 300, 2000, 1 << 20),
        fc.array(fc.integer(), { maxLength: 2000 }),
        (width, parts, bytes, keys) => {
          const log = new RecordLog({ width, parts, word: 1, shift: 3, bytes }, folder);
          keys.forEach((key, index) =>
            log.copy(
              Int32Array.from({ length: width }, (_, at) => (at === 1 ? key : index)),
              0,
            ),
          );
          expect(log.length).toBe(keys.length);
          log.deal();
          const given = keys.map((key, index) =>
            Array.from({ length: width }, (_, at) => (at === 1 ? key : index)),
          );
          for (let part = 0; part < log.parts; part++) {
            const own = given.filter((record) => (((record[1] ?? 0) >>> 3) & (parts - 1)) === part);
            expect(log.lengthOf(part)).toBe(own.length);
            expect(drained(log, width, part)).toEqual(own);
            expect(drained(log, width, part)).toEqual([]);
          }
          log.close();
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['to the last record', 0, 0],
    ['and not one record longer', 1, 4096],
  ])('stays in memory up to the budget, %s', (_title, more, written) => {
    const log = new RecordLog(HASHES, folder);
    // 704 chunks of 512 hashes: one for each of 256 parts, the others for those that fill.
    const most = (704 - 256 + 1) * 512;
    for (let number = 0; number < most + more; number++)
      log.copy(Int32Array.of(number, number & 0xffffff), 0);
    log.deal();
    expect(folder.written).toBe(written);
    const numbers = drained(log, 2, 0).map(([number]) => number);
    expect(numbers.length).toBe(most + more);
    expect(numbers.findIndex((number, index) => number !== index)).toBe(-1);
    log.close();
  });

  it('takes no more than a little for a few records', () => {
    const log = new RecordLog(HASHES, folder);
    for (let number = 0; number < 1000; number++) log.copy(Int32Array.of(number, number << 24), 0);
    expect([log.parts, log.lengthOf(0), log.words.length]).toEqual([1, 1000, 2048]);
    expect(drained(log, 2, 0).length).toBe(1000);
  });
});
