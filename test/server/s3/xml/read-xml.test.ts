import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../../../server/s3/error-xml.js';
import { childText, readXml } from '../../../../server/s3/xml/read-xml.js';
import { writeXml } from '../../../../server/s3/xml/write-xml.js';
import { chunksOf } from '../../memory-store.js';

const code = async (content: string | Buffer, root = 'Delete'): Promise<string> => {
  try {
    await readXml(chunksOf(content), root);
    return 'read';
  } catch (error) {
    return error instanceof RefusedError ? error.refusal.code : String(error);
  }
};

const laughs = `<?xml version="1.0"?><!DOCTYPE Delete [<!ENTITY a "ha">${Array.from(
  { length: 20 },
  (_, index) => `<!ENTITY a${index} "${`&a${index - 1};`.repeat(10)}">`,
).join('')}]><Delete>&a19;</Delete>`;

const object = (inner: string): string => `<Delete><Object>${inner}</Object></Delete>`;

describe('a document', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['no XML', 'hello'],
    ['JSON', '{"Delete":[]}'],
    ['cut short', '<Delete><Object>'],
    ['tags that cross', '<Delete><a></Delete></a>'],
    ['two roots', '<Delete/><Delete/>'],
    ['another root', '<Remove/>'],
    ['the root in other letters', '<delete/>'],
    ['10,000 levels', `${'<Delete>'.repeat(10_000)}${'</Delete>'.repeat(10_000)}`],
    ['10,000 levels that never end', '<Delete>'.repeat(10_000)],
    ['a billion laughs', laughs],
    ['a document type', '<!DOCTYPE Delete><Delete/>'],
    [
      'a file from outside',
      '<!DOCTYPE Delete [<!ENTITY x SYSTEM "file:///etc/passwd">]><Delete>&x;</Delete>',
    ],
    ['an entity of HTML', object('<Key>a&nbsp;b</Key>')],
    ['a huge attribute', `<Delete a="${'x'.repeat(1_900_000)}"/>`],
    ['100,000 attributes', `<Delete ${Array.from({ length: 100_000 }, (_, at) => `a${at}=""`).join(' ')}/>`],
    ['one attribute twice', '<Delete a="1" a="2"/>'],
    ['a huge name', `<Delete><${'x'.repeat(1_900_000)}/></Delete>`],
    ['a huge text', object(`<Key>${'x'.repeat(1_900_000)}</Key>`)],
    ['a huge text in pieces', object(`<Key>${'<![CDATA[xx]]>'.repeat(100_000)}</Key>`)],
    ['200,000 elements', `<Delete>${'<a/>'.repeat(200_000)}</Delete>`],
    ['a NUL', object('<Key>a\0b</Key>')],
    ['a NUL by reference', object('<Key>&#0;</Key>')],
    ['a control character by reference', object('<Key>&#x1;</Key>')],
    ['half a surrogate pair by reference', object('<Key>&#xd800;</Key>')],
    ['a reference beyond Unicode', object('<Key>&#x7fffffff;</Key>')],
    ['a prefix that nobody bound', '<s3:Delete/>'],
    ['bytes that are no UTF-8', Buffer.from(object('<Key>\u00e9</Key>'), 'latin1')],
    ['an overlong slash', Buffer.from('<Delete>\xc0\xaf</Delete>', 'latin1')],
    ['UTF-16', Buffer.from('\ufeff<Delete/>', 'utf16le')],
    ['more than two million bytes', `<Delete>${' '.repeat(2 * 1024 * 1024)}</Delete>`],
  ])('is refused that has %s', async (_, content) => {
    expect(await code(content)).toBe('MalformedXML');
  });

  it('is read whatever its namespace and whatever else stands in it', async () => {
    const root = await readXml(
      chunksOf(
        '\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- c --><?p i?>',
        '<s:Delete xmlns:s="urn:any" other="1">\n<s:Key>a&amp;&lt;&#233;<![CDATA[<b>]]>\n c</s:Key>\n</s:Delete>\n',
      ),
      'Delete',
    );
    expect(childText(root, 'Key')).toBe('a&<é<b>\n c');
    expect(childText(root, 'Other')).toBeNull();
  });

  it('has an element that is wanted once only once', async () => {
    const root = await readXml(chunksOf('<Delete><Key>a</Key><Key>b</Key></Delete>'), 'Delete');
    expect(() => childText(root, 'Key')).toThrow(RefusedError);
  });

  it('passes on what ends its content', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('<Delete/>');
      throw new Error('the signature does not hold');
    };
    await expect(readXml(broken(), 'Delete')).rejects.toThrow('the signature does not hold');
  });

  it('of any bytes is read or refused', async () => {
    const pieces = fc.constantFrom(
      '<Delete>',
      '</Delete>',
      '<',
      '>',
      '&',
      ';',
      '"',
      '<![CDATA[',
      ']]>',
      'a',
      '/',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }).map((all) => Buffer.from(all)),
          fc.array(pieces, { maxLength: 20 }).map((all) => Buffer.from(all.join(''))),
        ),
        async (content) => {
          expect(['MalformedXML', 'read']).toContain(await code(content));
        },
      ),
    );
  });
});

describe('what is written', () => {
  it('is read back as it was, if XML can hold it', async () => {
    const writable = fc
      .string({ unit: 'binary', maxLength: 50 })
      .filter((text) => !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text));
    await fc.assert(
      fc.asyncProperty(writable, async (text) => {
        const document = writeXml('Delete', [['Object', [['Key', text]]]]);
        const [child] = (await readXml(chunksOf(document), 'Delete')).children;
        expect(child === undefined ? null : childText(child, 'Key')).toBe(text);
      }),
    );
  });

  it('is no document where XML cannot hold it: never another key', async () => {
    for (const text of ['\0', '\u0001', '\ufffe', '\uffff', '\u001b'])
      expect(await code(writeXml('Delete', [['Key', text]]))).toBe('MalformedXML');
  });
});
