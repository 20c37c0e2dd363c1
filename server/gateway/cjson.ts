/**
 * JSON as lua-cjson reads it with its default settings, because the answer to a token depends on whether its header
 * and claims "parse". Against `JSON.parse`: it takes NaN, Infinity, hexadecimal, `+1`, `01`, `1.` and `.5` behind a
 * sign, raw control characters and broken UTF-8 inside strings, and stops at a NUL byte; it refuses lone surrogates and
 * more than 1,000 levels.
 *
 * Text in and out is bytes, one character 0 to 255 each, as Lua has them.
 */

export type CjsonValue =
  string | boolean | null | CjsonNumber | readonly CjsonValue[] | ReadonlyMap<string, CjsonValue>;

/** Only that it is a number matters to a token, so its spelling is kept and not its value. */
export interface CjsonNumber {
  readonly numeral: string;
}

export type CjsonResult = { readonly ok: true; readonly value: CjsonValue } | { readonly ok: false };

/** Levels of arrays and objects. */
const MAX_DEPTH = 1_000;

/** What C's `strtod` takes. */
const NUMERAL =
  /[+-]?(?:0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?\d+)?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan(?:\(\w*\))?)/iy;

/** What lets cjson try a number at all; `.5` without a sign does not. */
const NUMERAL_START = /[-+0-9]|inf|nan/iy;

const LITERALS: readonly (readonly [word: string, value: boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Stays inside this file: `parseCjson` turns it into `ok: false`. */
class CjsonError extends Error {
  readonly code = 'CJSON_INVALID';
}

export function parseCjson(text: string): CjsonResult {
  // A NUL among the first two bytes is taken for UTF-16 or UTF-32.
  if (text.length >= 2 && (text[0] === '\0' || text[1] === '\0')) return { ok: false };
  try {
    const reader = new Reader(text);
    const value = reader.value(0);
    reader.expectEnd();
    return { ok: true, value };
  } catch (error) {
    if (error instanceof CjsonError) return { ok: false };
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): CjsonValue {
    const next = this.#peek();
    if (next === '{') return this.#object(depth + 1);
    if (next === '[') return this.#array(depth + 1);
    if (next === '"') return this.#string();
    for (const [word, value] of LITERALS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  /** A NUL byte ends the text for cjson, whatever follows it. */
  expectEnd(): void {
    const next = this.#peek();
    if (next !== undefined && next !== '\0') throw new CjsonError('text after the value');
  }

  #peek(): string | undefined {
    while (/[ \t\n\r]/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#text[this.#at];
  }

  #take(expected: string): void {
    if (this.#peek() !== expected) throw new CjsonError(`no ${expected}`);
    this.#at += 1;
  }

  #object(depth: number): ReadonlyMap<string, CjsonValue> {
    if (depth > MAX_DEPTH) throw new CjsonError('too deep');
    this.#take('{');
    const entries = new Map<string, CjsonValue>();
    if (this.#peek() === '}') {
      this.#at += 1;
      return entries;
    }
    for (;;) {
      if (this.#peek() !== '"') throw new CjsonError('no key');
      const key = this.#string();
      this.#take(':');
      entries.set(key, this.value(depth));
      if (this.#peek() === '}') {
        this.#at += 1;
        return entries;
      }
      this.#take(',');
    }
  }

  #array(depth: number): readonly CjsonValue[] {
    if (depth > MAX_DEPTH) throw new CjsonError('too deep');
    this.#take('[');
    const items: CjsonValue[] = [];
    if (this.#peek() === ']') {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth));
      if (this.#peek() === ']') {
        this.#at += 1;
        return items;
      }
      this.#take(',');
    }
  }

  #number(): CjsonNumber {
    NUMERAL_START.lastIndex = this.#at;
    NUMERAL.lastIndex = this.#at;
    const numeral = NUMERAL_START.test(this.#text) ? NUMERAL.exec(this.#text)?.[0] : undefined;
    if (numeral === undefined) throw new CjsonError('no value');
    this.#at += numeral.length;
    return { numeral };
  }

  #string(): string {
    this.#at += 1;
    let value = '';
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\0') throw new CjsonError('string without end');
      if (character === '"') {
        this.#at += 1;
        return value;
      }
      value += character === '\\' ? this.#escape() : character;
      this.#at += 1;
    }
  }

  /** Leaves the position on the escape's last character. */
  #escape(): string {
    this.#at += 1;
    const letter = this.#text.charAt(this.#at);
    if (letter === 'u') return this.#unicode();
    const character = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (character === undefined) throw new CjsonError('unknown escape');
    return character;
  }

  #unicode(): string {
    const first = this.#hex(this.#at + 1);
    this.#at += 4;
    if (first < 0xd800 || first > 0xdfff) return utf8Bytes(first);
    if (first >= 0xdc00 || !this.#text.startsWith('\\u', this.#at + 1))
      throw new CjsonError('lone surrogate');
    const second = this.#hex(this.#at + 3);
    if (second < 0xdc00 || second > 0xdfff) throw new CjsonError('lone surrogate');
    this.#at += 6;
    return utf8Bytes(0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff));
  }

  #hex(at: number): number {
    const digits = this.#text.slice(at, at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new CjsonError('bad unicode escape');
    return Number.parseInt(digits, 16);
  }
}

function utf8Bytes(codePoint: number): string {
  return Buffer.from(String.fromCodePoint(codePoint), 'utf8').toString('latin1');
}
