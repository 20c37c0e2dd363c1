import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCjson } from '../../../server/gateway/cjson.js';
import type { CjsonValue } from '../../../server/gateway/cjson.js';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('cjson takes what JSON.parse refuses', () => {
  it.each([
    'NaN',
    'nan',
    'nan(0x1)',
    'Infinity',
    'inf',
    'INF',
    '-inf',
    '-NaN',
    '0x1F',
    '-0x1f',
    '0x1.8p3',
    '+1',
    '+0x1',
    '01',
    '1.',
    '-.5',
    '[+inf, 007]',
    '"a\tb\nc\u0001"',
    '{"a":1}\0{',
    '1 \0',
  ])('%j', (text) => {
    expect(parseCjson(text).ok).toBe(true);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('1,000 levels, and no more', () => {
    expect(parseCjson(nested(1_000)).ok).toBe(true);
    expect(parseCjson(nested(1_001)).ok).toBe(false);
    expect(parseCjson('{"a":'.repeat(1_001)).ok).toBe(false);
    expect(parseCjson('['.repeat(100_000)).ok).toBe(false);
  });

  it.each([String.raw`"\ud800"`, String.raw`"\udc00"`, String.raw`"\ud800\ud800"`, String.raw`"\ud800x"`])(
    'and refuses %j, which JSON.parse takes',
    (text) => {
      expect(parseCjson(text).ok).toBe(false);
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    },
  );
});

describe('cjson refuses', () => {
  it.each([
    '',
    ' ',
    '\0',
    '\0{}',
    '5\0',
    '\xef\xbb\xbf{}',
    '{',
    '}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '{1:2}',
    '[1,]',
    '[,1]',
    '[1 2]',
    '1 2',
    '{}x',
    'True',
    'NULL',
    'nul',
    'truex',
    '.5',
    '-',
    '+',
    '+x',
    '1e',
    '0x',
    '1e+',
    'nan(',
    'infin',
    '"',
    '"a\0b"',
    String.raw`"\x"`,
    String.raw`"\u12"`,
    String.raw`"\u12g4"`,
    '"\\',
    '"\\constructor"',
    '\u000b1',
    '/* */ 1',
  ])('%j', (text) => {
    expect(parseCjson(text)).toEqual({ ok: false });
  });
});

describe('cjson reads', () => {
  it('bytes that are no UTF-8', () => {
    expect(parseCjson('"\xff\xfe"')).toEqual({ ok: true, value: '\xff\xfe' });
  });

  it('escapes as UTF-8 bytes', () => {
    const text = String.raw`"\"\\\/\b\f\n\r\t\u00e9\u20AC\uD83D\uDE00\u0000"`;
    expect(parseCjson(text)).toEqual({ ok: true, value: bytes('"\\/\b\f\n\r\té€😀\0') });
  });

  it('the last of repeated keys, __proto__ as any other', () => {
    const result = parseCjson('{"a":1,"a":false,"__proto__":null}');
    expect(result).toEqual({
      ok: true,
      value: new Map<string, CjsonValue>([
        ['a', false],
        ['__proto__', null],
      ]),
    });
  });

  it('whatever JSON.stringify writes, as JSON.parse does', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        fc.constantFrom(undefined, 1, '\t'),
        (value, space) => {
          const text = JSON.stringify(value, null, space);
          const result = parseCjson(bytes(text));
          fc.pre(!/\\ud[89a-f]/.test(text));
          expect(result.ok && plain(result.value)).toEqual(JSON.parse(text));
        },
      ),
    );
  });
});

/** As JSON.parse would have it. */
function plain(value: CjsonValue): unknown {
  if (typeof value === 'string') return Buffer.from(value, 'latin1').toString('utf8');
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, entry]) => [plain(key), plain(entry as CjsonValue)]));
  }
  if (Array.isArray(value)) return value.map((item: CjsonValue) => plain(item));
  return typeof value === 'object' && value !== null && 'numeral' in value ? Number(value.numeral) : value;
}
