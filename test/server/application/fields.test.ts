/** How fields are read from query, JSON, form and multipart. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApplicationFailure, Refusal } from '../../../server/application/failure.js';
import { readFields } from '../../../server/application/request/fields.js';
import { readHeaderValue } from '../../../server/application/request/media-type.js';
import { readMultipart } from '../../../server/application/request/multipart.js';
import { readTarget } from '../../../server/application/request/target.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const read = (body: string | Buffer, contentType: string, query = ''): ReturnType<typeof readFields> =>
  readFields({ query, contentType, body: { bytes: Buffer.from(body as string), cut: false } });

describe('a JSON field', () => {
  it.each([
    ['{"filename": 12345}', '12345'],
    ['{"filename": 0}', '0'],
    ['{"filename": true}', 'True'],
    ['{"filename": 1.5}', '1.5'],
    ['{"filename": NaN}', 'nan'],
    ['{"filename": {"a": [1]}}', "{'a': [1]}"],
    ['{"filename": ["x", "y"]}', 'x'],
    ['{"filename": [["x"], "y"]}', "['x']"],
    ['{"filename": null}', null],
    ['{"filename": [null, "y"]}', null],
    ['{"filename": []}', null],
    ['{"Filename": "x"}', null],
    ['null', null],
    ['[]', null],
    ['""', null],
    ['{"__proto__": {"filename": "x"}, "constructor": "y"}', null],
    ['[["filename", "x"], ["filename", "y"]]', 'x'],
    ['[["filename", ["a", "b"]]]', "['a', 'b']"],
    ['[{"filename": 1, "x": 2}]', 'x'],
    ['[[1, "x"], ["filename", "y"]]', 'y'],
    ['["ab"]', null],
  ])('%s is %j', (json, value) => {
    expect(read(json, JSON_TYPE).first('filename')).toBe(value);
  });

  it.each([
    '["a.zip"]',
    '"abc"',
    '5',
    'true',
    'false',
    '[1]',
    '[["a"]]',
    '[["a", "b", "c"]]',
    '[[["a"], "b"]]',
    '[[{}, 1]]',
    '[null]',
    'NaN',
    '['.repeat(2000),
  ])('%s breaks the application', (json) => {
    expect(() => read(json, JSON_TYPE)).toThrow(ApplicationFailure);
  });

  it.each(['', '{', "{'filename': 'a'}", 'filename=a', '\ufeff\ufeff{}'])('%j is refused', (json) => {
    expect(() => read(json, JSON_TYPE)).toThrow(Refusal);
  });

  it.each([
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.api+json',
    'application/json, text/plain',
  ])('is read from %s', (type) => {
    expect(read('{"filename": "x"}', type).first('filename')).toBe('x');
  });

  it.each(['', 'text/plain', 'text/json', 'application/jsonp', 'text/x+json', 'application/+jsonx'])(
    'is not read from %j',
    (type) => {
      expect(read('{"filename": "x"}', type).first('filename')).toBeNull();
    },
  );
});

describe('sources', () => {
  it('are JSON, query and form in this order, and all of them for a list', () => {
    const fields = read('{"filename": ["j1", "j2"]}', JSON_TYPE, 'filename=q1&filename=q2');
    expect(fields.all('filename')).toEqual(['j1', 'j2', 'q1', 'q2']);
    expect(read('filename=f', FORM_TYPE, 'filename=q').all('filename')).toEqual(['q', 'f']);
  });

  it('let the query stand in for an empty JSON list, not for null', () => {
    expect(read('{"filename": []}', JSON_TYPE, 'filename=q').first('filename')).toBe('q');
    expect(read('{"filename": null}', JSON_TYPE, 'filename=q').first('filename')).toBeNull();
  });

  it('decode forms as they come', () => {
    const value = (body: string): string | null => read(body, FORM_TYPE).first('filename');
    expect(value('filename')).toBe('');
    expect(value('filename=a+b%20c%2B')).toBe('a b c+');
    expect(value('filename=a%zz%4')).toBe('a%zz%4');
    expect(value('filename=a=b;c')).toBe('a=b;c');
    expect(value('&&x&filename=%E0%A4%A6%ff')).toBe('द\ufffd');
    expect(value('file%6Eame=x')).toBe('x');
    expect(value('filename=%00%0d%0a')).toBe('\0\r\n');
  });

  it('give any value back that was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        fc.pre(name.isWellFormed());
        expect(read(new URLSearchParams({ filename: name }).toString(), FORM_TYPE).first('filename')).toBe(
          name,
        );
      }),
    );
  });
});

describe('multipart', () => {
  const part = (disposition: string, content: string): string =>
    `--B\r\nContent-Disposition: ${disposition}\r\n\r\n${content}\r\n`;

  it('gives back any bytes of a file and any text of a field', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, value) => {
        const content = Buffer.from(bytes);
        fc.pre(!content.includes('--B') && !value.includes('--B') && value.isWellFormed());
        const body = Buffer.concat([
          Buffer.from(
            `${part('form-data; name="filename"', value)}--B\r\nContent-Disposition: form-data; name="file"; filename="w.csv"\r\n\r\n`,
          ),
          content,
          Buffer.from('\r\n--B--\r\n'),
        ]);
        const form = readMultipart(body, 'B');
        expect(form.fields).toEqual([['filename', value]]);
        expect(form.files).toEqual([{ name: 'file', fileName: 'w.csv', bytes: content }]);
      }),
    );
  });

  it.each([
    ['form-data; name="file"; filename=""', ''],
    ['form-data; name=file; filename=w.csv', 'w.csv'],
    [String.raw`form-data; name="file"; filename="C:\dir\w.csv"`, 'w.csv'],
    [String.raw`form-data; name="file"; filename="a\"b.csv"`, 'a"b.csv'],
    ["form-data; name=file; filename*=UTF-8''%E0%A4%A6.csv", 'द.csv'],
  ])('%s is a file', (disposition, fileName) => {
    const form = readMultipart(Buffer.from(`${part(disposition, 'x')}--B--`), 'B');
    expect(form.files.map((file) => file.fileName)).toEqual([fileName]);
  });

  it('keeps names in brackets whole', () => {
    const form = readMultipart(Buffer.from(`${part('form-data; name="filename[]"', 'x')}--B--`), 'B');
    expect(form.fields).toEqual([['filename[]', 'x']]);
  });

  it('decodes parts that say they are encoded', () => {
    const body =
      '--B\nContent-Disposition: form-data; name=filename\nContent-Transfer-Encoding: base64\n\nYS56aXA=\n--B--';
    expect(readMultipart(Buffer.from(body), 'B').fields).toEqual([['filename', 'a.zip']]);
  });

  it.each([
    ['no boundary', part('form-data; name=filename', 'x') + '--B--', undefined],
    ['an empty boundary', '--\r\n', ''],
    ['no end', part('form-data; name=filename', 'x'), 'B'],
    ['text in front', `x\r\n${part('form-data; name=filename', 'x')}--B--`, 'B'],
    ['a part without disposition', '--B\r\nX: y\r\n\r\nx\r\n--B--', 'B'],
    ['a head that does not end', '--B\r\nContent-Disposition: form-data; name=filename', 'B'],
    ['nothing', '', 'B'],
  ])('with %s is empty', (_, body, boundary) => {
    expect(readMultipart(Buffer.from(body), boundary)).toEqual({ fields: [], files: [] });
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '--B',
      '--B--',
      '\r\n',
      '\n',
      '\r',
      'Content-Disposition: form-data; name="filename"',
      ';',
      ' filename="',
      '"',
      'x',
      ': ',
      '\0',
      '=3',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(() => readMultipart(Buffer.from(pieces.join('')), 'B')).not.toThrow();
      }),
    );
  });
});

describe('the request target', () => {
  it.each([
    ['/data/upload-url?filename=a', '/data/upload-url', 'filename=a'],
    ['http://host:1/data/x?q#f', '/data/x', 'q'],
    ['/data/up%6Coad-url', '/data/upload-url', ''],
    ['//data/x', '/data/x', ''],
    ['/data//x?a?b', '/data//x', 'a?b'],
    ['/a%2Fb#x?y', '/a/b', ''],
    ['http://host', '', ''],
    ['*', '/*', ''],
  ])('%s', (target, path, query) => {
    expect(readTarget(target)).toEqual({ path, query });
  });
});

describe('a header value', () => {
  it('is cut at the first blank, comma or semicolon', () => {
    expect(readHeaderValue(' Multipart/Form-Data ; Boundary="a b"; x').value).toBe('multipart/form-data');
    expect(readHeaderValue('multipart/form-data; boundary="a b"').parameters.get('boundary')).toBe('a b');
    expect(readHeaderValue('').value).toBe('');
  });
});
