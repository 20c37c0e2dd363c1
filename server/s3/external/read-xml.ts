/** XML of an endpoint as a tree; what an endpoint sends is not to be trusted. */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** Without a namespace's prefix. */
  readonly name: string;
  /** Its own text, in one. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** S3's answers are four deep. */
const DEPTH = 16;

interface Growing {
  readonly name: string;
  text: string;
  readonly children: Growing[];
}

/** The root; null: it is no XML, or none that S3 would send. Entities of the document's own are never expanded. */
export const readXml = (document: string): XmlElement | null => {
  const top: Growing = { name: '', text: '', children: [] };
  const open: Growing[] = [top];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (open.length > DEPTH) throw new Error('too deep');
    const element: Growing = { name: name.slice(name.indexOf(':') + 1), text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const append = (text: string): void => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(document).close();
  } catch {
    return null;
  }
  return top.children[0] ?? null;
};

/** Text of the first child of that name; null: there is none. */
export const childText = (element: XmlElement, name: string): string | null =>
  element.children.find((child) => child.name === name)?.text ?? null;
