import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBoolean, isNullWord } from '../../../conformance/values/words.js';

/** Every letter of a word in either case. */
const anyCase = (words: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...words), fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }))
    .map(([word, upper]) =>
      Array.from(word, (letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''),
    );

const STRICT = ['true', 'false'];
const SHORT = ['t', 'f', '1', '0', 'yes', 'no'];
const NULLS = ['null', '(null)', '\\n', '#n/a', 'nan', 'undefined'];
const NULLS_IN_TYPED = ['none', 'nil', 'na', 'n/a', '-', '--', '?'];

describe('booleans', () => {
  it('are words in any case', () => {
    fc.assert(
      fc.property(anyCase([...STRICT, ...SHORT]), (text) => {
        expect(isBoolean(text, false)).toBe(true);
      }),
    );
  });

  it('are two words only where the column says so', () => {
    fc.assert(
      fc.property(anyCase([...STRICT, ...SHORT]), (text) => {
        expect(isBoolean(text, true)).toBe(STRICT.includes(text.toLowerCase()));
      }),
    );
  });

  it.each(['', ' true', 'true ', 'y', 'n', '2', '01', 'wahr', 'tru', 'true\n'])('are not %j', (text) => {
    expect([isBoolean(text, false), isBoolean(text, true)]).toEqual([false, false]);
  });
});

describe('words for no value', () => {
  it('are found in any case, in any column', () => {
    fc.assert(
      fc.property(anyCase(NULLS), (text) => {
        expect([isNullWord(text, false), isNullWord(text, true)]).toEqual([true, true]);
      }),
    );
  });

  it('are text elsewhere, but nothing in a typed column', () => {
    fc.assert(
      fc.property(anyCase(NULLS_IN_TYPED), (text) => {
        expect([isNullWord(text, false), isNullWord(text, true)]).toEqual([false, true]);
      }),
    );
  });

  it.each(['', ' ', 'nulls', 'null ', '0', 'nan nan', 'N', '---', 'nullnullnull'])('are not %j', (text) => {
    expect([isNullWord(text, false), isNullWord(text, true)]).toEqual([false, false]);
  });
});
