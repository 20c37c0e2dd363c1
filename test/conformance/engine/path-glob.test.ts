import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../conformance/engine/path-glob.js';

describe('a glob', () => {
  it.each([
    ['pat/*.zip', 'pat/periodic_exam_mst.zip', true],
    ['pat/*.zip', 'pat/deeper/x.zip', false],
    ['pat/**', 'pat/deeper/x.zip', true],
    ['pat/**', 'pat', true],
    ['**/x.zip', 'x.zip', true],
    ['**/x.zip', 'a/b/x.zip', true],
    ['a/**/b/*.csv', 'a/b/c.csv', true],
    ['a/**/b/*.csv', 'a/x/y/b/c.csv', true],
    ['a/**/b/*.csv', 'a/x/y/c.csv', false],
    ['*.csv', 'deep/in/x.csv', true],
    ['/*.csv', 'deep/x.csv', false],
    ['/*.csv', 'x.csv', true],
    ['x?.zip', 'x1.zip', true],
    ['x?.zip', 'x.zip', false],
    ['x?.zip', 'x😀.zip', true],
    ['**', '', true],
    ['*', '', false],
    ['PAT/*', 'pat/x.zip', false],
    ['a.b', 'aXb', false],
    ['[a]', 'a', false],
    ['(a|b)+', '(a|b)+', true],
    ['pat/a*\n', 'pat/ab\n', true],
  ])('%j on %j: %s', (glob, path, expected) => {
    expect(matchesGlob(glob, path)).toBe(expected);
  });

  /** The same as a regular expression, which is fine for texts as short as these. */
  const oracle = (glob: string, path: string): boolean => {
    const parts = glob.includes('/') ? glob.replace(/^\/+/, '').split('/') : ['**', glob];
    const source = parts
      .map((part) =>
        part === '**' ? '(?:[^/]+/)*' : `${part.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}/`,
      )
      .join('');
    return new RegExp(`^${source}$`).test(path === '' ? '' : `${path}/`);
  };

  it('is what the same regular expression is', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 5 });
    const part = fc.oneof(
      fc.constant('**'),
      name.filter((text) => !text.includes('**')),
    );
    const plain = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(plain, { minLength: 1, maxLength: 4 }),
        (parts, names) => {
          const [glob, path] = [parts.join('/'), names.join('/')];
          expect(matchesGlob(glob, path)).toBe(oracle(glob, path));
        },
      ),
      { numRuns: 3000 },
    );
  });

  // A matcher that goes back to every star would not end in the lifetime of this test.
  it('of a hundred stars ends', () => {
    expect(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(4000))).toBe(false);
    expect(matchesGlob(`${'**/a/'.repeat(100)}b`, 'a/'.repeat(2000).slice(0, -1))).toBe(false);
  });
});
