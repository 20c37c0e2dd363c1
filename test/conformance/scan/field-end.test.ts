/** Where a field ends, and what it stands for, against a reader that goes character by character. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldBytes, fieldEnd } from '../../../conformance/scan/field-end.js';
import type { FieldEnd, FieldKind } from '../../../conformance/scan/field-end.js';

const PIPE = '|'.charCodeAt(0);

interface Reading {
  readonly end: number;
  readonly kind: FieldKind;
  readonly value: string;
}

function ours(text: string, start = 0): Reading {
  const bytes = Buffer.from(text, 'latin1');
  const about: FieldEnd = { kind: 'plain', lineEnds: -1 };
  const end = fieldEnd(bytes, start, bytes.length, PIPE, about);
  return {
    end,
    kind: about.kind,
    value: Buffer.from(fieldBytes(bytes, start, end, PIPE)).toString('latin1'),
  };
}

const isEnd = (character: string): boolean => character === '|' || character === '\n' || character === '\r';

/** The same, naively. */
function naive(text: string): Reading {
  return text.startsWith('"') ? naiveQuoted(text) : naivePlain(text);
}

function naivePlain(text: string): Reading {
  let value = '';
  let at = 0;
  while (at < text.length && !isEnd(text.charAt(at))) {
    const next = text.charAt(at + 1);
    const escaped = text.charAt(at) === '\\' && next !== '' && '|"\\\n\r'.includes(next);
    if (escaped) at++;
    value += text.charAt(at++);
  }
  return { end: at, kind: 'plain', value };
}

function naiveQuoted(text: string): Reading {
  let value = '';
  let at = 1;
  let closed = false;
  while (at < text.length && !closed) {
    const here = text.slice(at, at + 2);
    if (here === '""' || here === '\\"' || here === '\\\\') {
      value += here.charAt(1);
      at += 2;
    } else if (here.startsWith('"')) {
      closed = true;
      at++;
    } else {
      // A backslash keeps whatever follows from having a meaning.
      const length = here.startsWith('\\') ? here.length : 1;
      value += here.slice(0, length);
      at += length;
    }
  }
  if (!closed) return { end: text.length, kind: 'open', value };
  const behind = /^[^|\n\r]*/.exec(text.slice(at))?.[0] ?? '';
  return { end: at + behind.length, kind: /^[ \t]*$/.test(behind) ? 'quoted' : 'text-after', value };
}

const unit = fc.constantFrom('"', '"', '|', '\\', '\n', '\r', ' ', '\t', 'a', 'b', '\u00e9');

describe('field end', () => {
  it('is where a naive reader ends, and the value is that reader’s', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        expect(ours(text)).toEqual(naive(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('does not look at what stands before the field', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), fc.string({ unit, maxLength: 8 }), (before, text) => {
        const { end, kind, value } = naive(text);
        expect(ours(before + text, before.length)).toEqual({ end: end + before.length, kind, value });
      }),
    );
  });

  it.each<[string, string, FieldKind, string, number]>([
    ['nothing', '|x', 'plain', '', 0],
    ['plain text', 'ab|x', 'plain', 'ab', 2],
    ['a quote inside plain text', 'a"b|x', 'plain', 'a"b', 3],
    ['a quoted delimiter', '"a|b"|x', 'quoted', 'a|b', 5],
    ['doubled quotes', '"a""b"|x', 'quoted', 'a"b', 6],
    ['nothing in quotes', '""|x', 'quoted', '', 2],
    ['blanks behind quotes', '"a" \t|x', 'quoted', 'a', 5],
    ['text behind quotes', '"a"b|x', 'text-after', 'a', 4],
    ['an open quote', '"ab|x', 'open', 'ab|x', 5],
    ['a kept delimiter', 'a\\|b|x', 'plain', 'a|b', 4],
    ['a backslash before a letter', 'a\\b|x', 'plain', 'a\\b', 3],
    ['a backslash at the end', 'a\\', 'plain', 'a\\', 2],
  ])('of %s', (_title, text, kind, value, end) => {
    expect(ours(text)).toEqual({ end, kind, value });
  });

  it.each<[string, string, number]>([
    ['LF', '"a\nb"|', 1],
    ['CR LF', '"a\r\nb"|', 1],
    ['lone CRs', '"a\r\rb"|', 2],
    ['LF CR', '"a\n\rb"|', 2],
    ['none', '"ab"|\n\n', 0],
    ['behind a backslash', 'a\\\nb|', 1],
  ])('counts line ends in a field: %s', (_title, text, lineEnds) => {
    const about: FieldEnd = { kind: 'plain', lineEnds: -1 };
    fieldEnd(Buffer.from(text), 0, text.length, PIPE, about);
    expect(about.lineEnds).toBe(lineEnds);
  });
});
