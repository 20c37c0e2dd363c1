/** The compiled program recognises exactly the values that the acceptors recognise. */
import { describe, expect, it } from 'vitest';
import { expectationOf, readings } from '../../../../conformance/engine/expectation.js';
import { accept, acceptorFor, ANY, plainBytes } from '../../../../conformance/scan/acceptors.js';
import type { Acceptor } from '../../../../conformance/scan/acceptors.js';
import { PlainRows } from '../../../../conformance/scan/wasm/plain-rows.js';
import { profiles } from '../../../../specs/profiles/index.js';
import { sources } from '../../../../specs/sources/index.js';

const DELIMITER = '|'.charCodeAt(0);

/** One of every kind of acceptor that some column has. */
const acceptors: readonly Acceptor[] = [
  ...new Map(
    profiles
      .flatMap((profile) =>
        sources.flatMap((source) =>
          readings(source, profile).flatMap((variant) => expectationOf(source, profile, variant).columns),
        ),
      )
      .map((column) => acceptorFor(column))
      .concat(ANY)
      .map((acceptor) => [JSON.stringify({ ...acceptor, codes: [...acceptor.codes] }), acceptor]),
  ).values(),
];

const months = Array.from({ length: 14 }, (_, month) => String(month).padStart(2, '0'));
const days = months.flatMap((month) =>
  ['00', '01', '28', '29', '30', '31', '32'].map((day) => `2020-${month}-${day}`),
);
const bases = [
  ...days,
  ...days.map((day) => `${day} 10:15:00`),
  ...Array.from({ length: 200 }, (_, number) => String(number * 6 > 400 ? number * 6 : number)),
  ...Array.from({ length: 22 }, (_, length) => '1'.repeat(length)),
  ...Array.from({ length: 22 }, (_, length) => '0'.repeat(length)),
  ...Array.from({ length: 40 }, (_, length) => 'Nagar-palika (school) of the old town no 1'.slice(0, length)),
  ...Array.from({ length: 34 }, (_, length) => `${'7'.repeat(length)}.${'3'.repeat(34 - length)}`),
  '2020-21',
  '1999-00',
  '2020-22',
  '2020-2',
  '2020-211',
  '2020/21',
  '0000-01-01',
  '0001-01-01',
  '20200-1-01',
  '2020-07-20 23:59:59',
  '2020-07-20 24:00:00',
  '2020-07-20 10:60:00',
  '2020-07-20 10:15:60',
  '2020-07-20T10:15:00',
  '1699',
  '1700',
  '9999',
  '10000',
  '32767',
  '32768',
  '999999999',
  '1000000000',
  '-1',
  '+1',
  '1.',
  '.5',
  '.',
  '1.0.0',
  'NULL',
  'null',
  'Not there',
  'Nagarpalika school',
  'None',
  '-',
  '?',
  '#N/A',
  '(',
  ' a',
  'a ',
  'a]',
  '[a',
  'é',
  'aé',
];
/** Every byte in some place of a value that is good without it. */
const struck = Array.from({ length: 256 }, (_, byte) => byte)
  .filter((byte) => ![DELIMITER, 10, 13, 0x22, 0x5c].includes(byte))
  .flatMap((byte) =>
    [
      '12',
      'Nagarpalika',
      '2020-21',
      '2020-07-20 10:15:00',
      '1.5',
      'a text that is longer than a vector',
    ].flatMap((base) =>
      [0, 1, Math.floor(base.length / 2), base.length].map((place) => {
        const value = Buffer.from(`${base}\0`).subarray(0, Math.max(base.length, place + 1));
        value[place] = byte;
        return value;
      }),
    ),
  );
const values = [...bases.map((text) => Buffer.from(text)), ...struck];
const NEWLINE = Buffer.from('\n');

const isTaken = (acceptor: Acceptor, value: Uint8Array): boolean => {
  if (value.length === 0) return acceptor.blank;
  const bytes = Buffer.concat([value, NEWLINE, Buffer.alloc(32)]);
  return accept(acceptor, bytes, 0, plainBytes(DELIMITER)) === value.length;
};

/** Numbers of the values that the program doubts as fields of column `place` of three. */
function doubted(acceptor: Acceptor, place: number): Set<number> {
  const columns = [ANY, ANY, ANY].with(place, acceptor);
  const rows = new PlainRows({
    acceptors: columns,
    delimiter: DELIMITER,
    identity: null,
    firstName: Buffer.alloc(0),
  });
  const lines = values.map((value) => {
    const fields = ['x', 'x', 'x'].map((text) => Buffer.from(text)).with(place, Buffer.from(value));
    return Buffer.concat(fields.flatMap((field, index) => [field, Buffer.from(index < 2 ? '|' : '\n')]));
  });
  const bytes = Buffer.concat(lines);
  const found = new Set<number>();
  let taken = 0;
  for (let at = 0; at < bytes.length;) {
    at = rows.take(bytes, at, bytes.length);
    if (rows.rows === 0) throw new Error(`row ${taken} was not taken`);
    // Nothing is remembered, so every doubt is told.
    for (let doubt = 0; doubt < rows.doubts; doubt++) found.add(taken + rows.doubtRow(doubt));
    taken += rows.rows;
  }
  expect(taken).toBe(values.length);
  return found;
}

describe('compiled field code', () => {
  it('knows every kind of column', () => {
    expect(acceptors.length).toBeGreaterThan(20);
  });

  it.each([1, 2])('takes what the acceptors take, in column %i of three', (place) => {
    for (const acceptor of acceptors) {
      const found = doubted(acceptor, place);
      const differing = values.filter((value, index) => isTaken(acceptor, value) === found.has(index));
      expect(
        differing.map((value) => value.toString('latin1')),
        JSON.stringify({ ...acceptor, codes: acceptor.codes.length }),
      ).toEqual([]);
    }
  });
});
