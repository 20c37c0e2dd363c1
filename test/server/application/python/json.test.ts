/** Reading JSON, printing values and writing JSON as Python does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../../../server/application/python/decode-json.js';
import { floatText } from '../../../../server/application/python/float-text.js';
import {
  JsonNestingError,
  JsonSyntaxError,
  readJson,
} from '../../../../server/application/python/read-json.js';
import { toText } from '../../../../server/application/python/to-text.js';
import { isDict, isList, type PythonValue } from '../../../../server/application/python/value.js';
import {
  compareCodePoints,
  FLASK_JSON,
  PLAIN_JSON,
  writeJson,
} from '../../../../server/application/python/write-json.js';

/** Back to what JSON.parse gives. */
function plain(value: PythonValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(plain);
  if (isDict(value)) return Object.fromEntries([...value].map(([key, member]) => [key, plain(member)]));
  return 'int' in value ? Number(value.int) : value.float;
}

const text = fc.string({ unit: 'binary' });

describe('reading', () => {
  it('gives what JSON.parse gives, of anything JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent);
        // A negative zero is an integer in JSON's spelling, and Python's integers have none.
        expect(plain(readJson(json))).toEqual(JSON.parse(json.replaceAll(/-0(?![.\d])/g, '0')));
      }),
    );
  });

  it('refuses what JSON.parse refuses, but for the words that only Python knows', () => {
    const mutated = fc
      .tuple(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom('', '"', ',', '0', '.', 'e', '-', ' ', '\\', ']', '}', '\u0000'),
      )
      .map(([value, at, piece]) => {
        const json = JSON.stringify(value);
        return json.slice(0, at % json.length) + piece + json.slice((at % json.length) + 1);
      });
    fc.assert(
      fc.property(mutated, (json) => {
        const theirs = outcome(() => JSON.parse(json) as unknown);
        expect(outcome(() => readJson(json))).toBe(theirs);
      }),
    );
  });

  it.each([
    ['NaN', 'nan'],
    ['Infinity', 'inf'],
    ['-Infinity', '-inf'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['1e400', 'inf'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['1.50', '1.5'],
    ['1E5', '100000.0'],
    ['1e16', '1e+16'],
    ['0.00001', '1e-05'],
    ['true', 'True'],
    ['null', 'None'],
    [
      '{"a": [1, 2.0, null, "x\'y"], "__proto__": {"b": false}}',
      `{'a': [1, 2.0, None, "x'y"], '__proto__': {'b': False}}`,
    ],
    ['{"a": 1, "b": 2, "a": 3}', "{'a': 3, 'b': 2}"],
    [
      '["\\u00e9\\u200b\\ud83d\\ude00\\ud800\\n\\t\\u0000\\u007f\\\\"]',
      String.raw`['é\u200b😀\ud800\n\t\x00\x7f\\']`,
    ],
    [`["'\\"", "\\u3000 "]`, String.raw`['\'"', '\u3000 ']`],
    ['"plain \'text\'"', "plain 'text'"],
  ])('%s is printed %s', (json, printed) => {
    expect(toText(readJson(json))).toBe(printed);
  });

  it.each([
    '',
    ' ',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    "'a'",
    '{a: 1}',
    '[1,]',
    '{"a":1,}',
    '"\n"',
    '"\\x"',
    '[1] 2',
    'nan',
    '"\\ud8"',
  ])('is no JSON: %j', (json) => {
    expect(() => readJson(json)).toThrow(JsonSyntaxError);
  });

  it('ends where Python runs out of frames', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson(nested(900))).toHaveLength(1);
    expect(() => readJson(nested(1000))).toThrow(JsonNestingError);
    expect(() => readJson('{"a":'.repeat(100_000))).toThrow(JsonNestingError);
  });
});

const outcome = (read: () => unknown): 'read' | 'refused' => {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonSyntaxError) return 'refused';
    throw error;
  }
};

describe('encodings', () => {
  const utf32 = (value: string, littleEndian: boolean): Buffer =>
    Buffer.concat(
      Array.from(value, (character) => {
        const bytes = Buffer.alloc(4);
        if (littleEndian) bytes.writeUInt32LE(character.codePointAt(0) ?? 0);
        else bytes.writeUInt32BE(character.codePointAt(0) ?? 0);
        return bytes;
      }),
    );
  const ENCODERS: Readonly<Record<string, (value: string) => Buffer>> = {
    'UTF-8': (value) => Buffer.from(value),
    'UTF-8 with BOM': (value) => Buffer.from(`\ufeff${value}`),
    'UTF-16 LE': (value) => Buffer.from(value, 'utf16le'),
    'UTF-16 BE': (value) => Buffer.from(value, 'utf16le').swap16(),
    'UTF-16 LE with BOM': (value) => Buffer.from(`\ufeff${value}`, 'utf16le'),
    'UTF-16 BE with BOM': (value) => Buffer.from(`\ufeff${value}`, 'utf16le').swap16(),
    'UTF-32 LE': (value) => utf32(value, true),
    'UTF-32 BE': (value) => utf32(value, false),
    'UTF-32 LE with BOM': (value) => utf32(`\ufeff${value}`, true),
    'UTF-32 BE with BOM': (value) => utf32(`\ufeff${value}`, false),
  };

  it.each(Object.entries(ENCODERS))('%s is told', (_, encode) => {
    fc.assert(
      fc.property(text, (name) => {
        const json = JSON.stringify({ filename: name });
        expect(decodeJson(encode(json))).toBe(json);
      }),
    );
  });

  it('refuses bytes that are none, and a second BOM', () => {
    const bad = [
      '22ff22',
      'efbbbfefbbbf31',
      '22eda08022',
      '5b00ff',
      'fffe00d8',
      '0000feff00110000',
      '0000feff31',
    ];
    for (const hex of bad) expect(() => decodeJson(Buffer.from(hex, 'hex')), hex).toThrow(JsonSyntaxError);
  });
});

describe('floats', () => {
  it('read back as the number they were', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const printed = floatText(value);
        expect(Number(printed)).toBe(value);
        expect(printed).toMatch(/^-?(?:\d+\.\d+|\d(?:\.\d+)?e[+-]\d{2,3})$/);
      }),
    );
  });
});

describe('writing', () => {
  it('is ASCII that means the same', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (value) => {
        const json = writeJson(value, FLASK_JSON);
        expect(json).toMatch(/^[\u0020-\u007e]*$/);
        expect(Object.entries(JSON.parse(json) as object)).toHaveLength(Object.keys(value).length);
        expect(JSON.parse(json)).toEqual(value);
      }),
    );
  });

  it('sorts by code point, which UTF-16 does not', () => {
    expect(writeJson({ '\ue000': 1, '😀': 2, b: 3, a: 4 }, FLASK_JSON)).toBe(
      String.raw`{"a":4,"b":3,"\ue000":1,"\ud83d\ude00":2}`,
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [Buffer.from(a), Buffer.from(b)];
        fc.pre(a.isWellFormed() && b.isWellFormed());
        expect(Math.sign(compareCodePoints(a, b))).toBe(Buffer.compare(left, right));
      }),
    );
  });

  it('separates as asked', () => {
    expect(writeJson({ b: [1, true, null], a: 'x' }, PLAIN_JSON)).toBe('{"b": [1, true, null], "a": "x"}');
  });
});
