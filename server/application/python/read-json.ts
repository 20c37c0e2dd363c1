/**
 * Reads JSON as Python's json module does. Where it differs from `JSON.parse`: NaN and Infinity are numbers, integers
 * keep every digit and stay apart from floats, and nesting has an end (the interpreter's recursion limit).
 */
import type { PythonDict, PythonList, PythonValue } from './value.js';

/** The text is no JSON. */
export class JsonSyntaxError extends Error {
  readonly code = 'JSON_SYNTAX';

  constructor() {
    super('not JSON');
    this.name = 'JsonSyntaxError';
  }
}

/** Python gives up with RecursionError here, which is no syntax error to the application. */
export class JsonNestingError extends Error {
  readonly code = 'JSON_NESTING';

  constructor() {
    super('JSON nested too deeply');
    this.name = 'JsonNestingError';
  }
}

/** 1,000 frames less those that stand below the reader in the application; the exact figure varies with the server. */
const DEPTH_LIMIT = 960;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
/** Control characters must be escaped, DEL and everything above need not. */
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const HEX4 = /[0-9a-fA-F]{4}/y;

const WORDS: readonly (readonly [word: string, value: PythonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', { float: Number.NaN }],
  ['Infinity', { float: Number.POSITIVE_INFINITY }],
  ['-Infinity', { float: Number.NEGATIVE_INFINITY }],
];

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Shared: a body of nothing but `{}` would otherwise fill the memory many times over. */
const EMPTY_DICT: PythonDict = new Map();
const EMPTY_LIST: PythonList = [];

/** Throws JsonSyntaxError or JsonNestingError. */
export function readJson(text: string): PythonValue {
  return new Reader(text).document();
}

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): PythonValue {
    this.#match(SPACE);
    const value = this.#value();
    this.#match(SPACE);
    if (this.#at !== this.#text.length) throw new JsonSyntaxError();
    return value;
  }

  #value(): PythonValue {
    const first = this.#text[this.#at];
    if (first === '"') return this.#string();
    if (first === '{') return this.#nested(() => this.#dict());
    if (first === '[') return this.#nested(() => this.#list());
    // Most values are numbers: no need to try all words on them.
    const word = /[nftNI-]/.test(first ?? '')
      ? WORDS.find(([name]) => this.#text.startsWith(name, this.#at))
      : undefined;
    if (word) {
      this.#at += word[0].length;
      return word[1];
    }
    return this.#number();
  }

  #number(): PythonValue {
    const [literal, integer, fraction, exponent] = this.#match(NUMBER) ?? [];
    if (literal === undefined || integer === undefined) throw new JsonSyntaxError();
    if (fraction !== undefined || exponent !== undefined) return { float: Number(literal) };
    return { int: integer === '-0' ? '0' : integer };
  }

  #nested<Value>(read: () => Value): Value {
    if (++this.#depth > DEPTH_LIMIT) throw new JsonNestingError();
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #dict(): PythonDict {
    if (this.#skipTo('}')) return EMPTY_DICT;
    const dict = new Map<string, PythonValue>();
    for (;;) {
      this.#match(SPACE);
      if (this.#text[this.#at] !== '"') throw new JsonSyntaxError();
      const key = this.#string();
      if (!this.#skipTo(':')) throw new JsonSyntaxError();
      this.#match(SPACE);
      dict.set(key, this.#value());
      if (this.#skipTo('}')) return dict;
      if (!this.#skipTo(',')) throw new JsonSyntaxError();
    }
  }

  #list(): PythonList {
    if (this.#skipTo(']')) return EMPTY_LIST;
    const list: PythonValue[] = [];
    for (;;) {
      this.#match(SPACE);
      list.push(this.#value());
      if (this.#skipTo(']')) return list;
      if (!this.#skipTo(',')) throw new JsonSyntaxError();
    }
  }

  #string(): string {
    const parts: string[] = [];
    this.#at++;
    for (;;) {
      parts.push(this.#match(PLAIN)?.[0] ?? '');
      const end = this.#text[this.#at++];
      if (end === '"') return parts.join('');
      if (end !== '\\') throw new JsonSyntaxError();
      parts.push(this.#escape());
    }
  }

  /** Halves of surrogate pairs need no joining: JavaScript's strings are made of them, and lone ones are allowed. */
  #escape(): string {
    const letter = this.#text[this.#at++] ?? '';
    if (letter === 'u') {
      const digits = this.#match(HEX4);
      if (!digits) throw new JsonSyntaxError();
      return String.fromCharCode(Number.parseInt(digits[0], 16));
    }
    const character = ESCAPES.get(letter);
    if (character === undefined) throw new JsonSyntaxError();
    return character;
  }

  /** Steps over blanks and, if it comes next, `mark`. */
  #skipTo(mark: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}
