/**
 * The small documents that S3 is sent. saxes reads them strictly and expands no entity but XML's own five; on top of that
 * come limits, so that no document costs more than its bytes.
 */
import { SaxesParser } from 'saxes';
import { RefusedError, refusal } from '../error-xml.js';

export interface ReadElement {
  /** Without a prefix: any namespace will do. */
  readonly name: string;
  readonly text: string;
  readonly children: readonly ReadElement[];
}

/** Bytes: 1,000 keys to delete, or 10,000 parts with their checksums, fit. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_DEPTH = 8;
const MAX_ELEMENTS = 120_000;
const MAX_ATTRIBUTES = 16;
/** UTF-16 units of one text or attribute; a key has at most 1,024 bytes. */
const MAX_TEXT = 4096;

/** Also for documents that are well-formed, yet not what was to be sent. */
export const malformedXml = (): RefusedError =>
  new RefusedError(
    refusal(
      400,
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    ),
  );

class UnreadableXmlError extends Error {
  readonly code = 'UNREADABLE_XML';
}

const must = (condition: boolean): void => {
  if (!condition) throw new UnreadableXmlError();
};

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: OpenElement[];
}

const parse = (text: string): ReadElement => {
  const parser = new SaxesParser({ xmlns: true });
  const document: OpenElement = { name: '', text: '', children: [] };
  const open: OpenElement[] = [document];
  let elements = 0;
  let attributes = 0;
  const add = (more: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    element.text += more;
    must(element.text.length <= MAX_TEXT);
  };
  parser.on('doctype', () => must(false));
  parser.on('attribute', ({ value }) => {
    attributes += 1;
    must(attributes <= MAX_ATTRIBUTES && value.length <= MAX_TEXT);
  });
  parser.on('opentag', ({ local }) => {
    elements += 1;
    attributes = 0;
    must(elements <= MAX_ELEMENTS && open.length <= MAX_DEPTH && local.length <= MAX_TEXT);
    const element: OpenElement = { name: local, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  const [root] = document.children;
  if (root === undefined) throw new UnreadableXmlError();
  return root;
};

/** A document that is too long is not read to its end. */
const readAll = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw malformedXml();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The document's root, which must have this name. Throws `RefusedError` MalformedXML, or what the content throws. */
export const readXml = async (content: AsyncIterable<Uint8Array>, root: string): Promise<ReadElement> => {
  const bytes = await readAll(content);
  let element: ReadElement;
  try {
    element = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // saxes' own errors quote the document and are not for the wire.
    throw malformedXml();
  }
  if (element.name !== root) throw malformedXml();
  return element;
};

/** The text of the only child of that name; null: there is none. Two are one too many. */
export const childText = ({ children }: ReadElement, name: string): string | null => {
  const found = children.filter((child) => child.name === name);
  if (found.length > 1) throw malformedXml();
  return found[0]?.text ?? null;
};
