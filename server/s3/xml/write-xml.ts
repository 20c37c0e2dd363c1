/** The documents that S3 answers with. */

/** An element with its text, or with elements in it. */
export type XmlElement = readonly [name: string, content: string | readonly XmlElement[]];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/**
 * What XML 1.0 cannot hold as it is, and `\r`, which would be read as a line feed. S3 writes character references for
 * them, the impossible ones too: a strict reader then stops, where a character put in their place would name an object
 * that is not there. Clients that have such keys ask for `encoding-type=url`.
 */
const REFERENCED = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escapeText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(REFERENCED, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`);

const write = ([name, content]: XmlElement): string =>
  `<${name}>${typeof content === 'string' ? escapeText(content) : content.map(write).join('')}</${name}>`;

/** A document in S3's namespace. */
export const writeXml = (root: string, content: readonly XmlElement[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${content.map(write).join('')}</${root}>`;

/** The element, or none where there is nothing to say. */
export const optional = (name: string, content: string | null | undefined): readonly XmlElement[] =>
  content === null || content === undefined ? [] : [[name, content]];
