import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORM_BYTES, readFormPrefix } from '../../../server/journal/form-prefix.js';

const TYPE = 'multipart/form-data; boundary=x-b';
const part = (head: string, value: string): string =>
  `--x-b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
const read = (text: string, type = TYPE): unknown => readFormPrefix(type, Buffer.from(text));

describe('the fields of a form', () => {
  it('are read as they come, and files by name only', () => {
    const form = [
      part('name="key"', 'a/b.zip'),
      part('name=acl', 'private'),
      part('NAME="a\\"b"', 'ü'),
      part('filename="p.csv"; name="policy"', 'no field'),
      part('name="FILE"', 'no field'),
      part('name="file"; filename="C:\\\\x\\\\a.zip"', 'bytes\r\n--x-c\r\nof a file'),
      part('name="submit"', 'Upload'),
    ].join('');
    expect(read(`preamble\r\n${form}--x-b--\r\n${part('name="after"', 'x')}`)).toEqual([
      { name: 'key', value: 'a/b.zip' },
      { name: 'acl', value: 'private' },
      { name: 'a"b', value: 'ü' },
      { name: 'policy', fileName: 'p.csv' },
      { name: 'FILE' },
      { name: 'file', fileName: 'C:\\x\\a.zip' },
      { name: 'submit', value: 'Upload' },
    ]);
  });

  it('that are not seen whole, are too long, or may be a file under another name have no value', () => {
    expect(read(part('name="other"', 'two\nlines') + part('name="another"', 'x'.repeat(300)))).toEqual([
      { name: 'other' },
      { name: 'another' },
    ]);
    expect(read(part('name="key"', 'x'.repeat(9_000)) + part('name="acl"', 'x').slice(0, -2))).toEqual([
      { name: 'key' },
      { name: 'acl' },
    ]);
  });

  it.each([
    ['no boundary', part('name="key"', 'x'), 'multipart/form-data'],
    ['another boundary', part('name="key"', 'x'), 'multipart/form-data; boundary=y'],
    ['no name', part('filename="x"', 'x'), TYPE],
    ['no head', '--x-b\r\nkey', TYPE],
    ['nothing', '', TYPE],
  ])('are none where there is %s', (_what, text, type) => {
    expect(read(text, type)).toEqual([]);
  });

  it('are read from whatever bytes, and nothing of a file is among them', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bytes, fc.constantFrom('--x-b', '\r\n', '\r\n\r\n', 'name="', '"')), {
          maxLength: 20,
        }),
        bytes,
        (parts, end) => {
          const file = part('name="file"; filename="a"', 'SECRET');
          const all = Buffer.concat([
            ...parts.map((one) => Buffer.from(one)),
            Buffer.from(`\r\n${file}`),
            end,
          ]);
          const found = readFormPrefix(TYPE, all.subarray(0, FORM_BYTES));
          expect(found.filter(({ value }) => value?.startsWith('SECRET'))).toEqual([]);
        },
      ),
    );
  });

  it('of a form of nothing but boundaries are found in no time', () => {
    expect(read('--x-b\r\n'.repeat(4_000))).toEqual([]);
    expect(read(part('name="a"', '').repeat(500))).toHaveLength(100);
  });
});
