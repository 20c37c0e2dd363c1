/** The list of parts that a client wants put together. */
import { wrongArgument } from '../operations/wrong-argument.js';
import { checksumNamed } from '../signing/body/checksum.js';
import type { Checksum } from '../signing/signed-body.js';
import { childText, malformedXml, type ReadElement, readXml } from '../xml/read-xml.js';
import { invalidPartOrder } from './multipart-refusals.js';

const MOST_PARTS = 10_000;

export interface WantedPart {
  readonly number: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksums: readonly Checksum[];
}

/** Throws `RefusedError`. `name`: as the request has it. */
export const readPartNumber = (text: string, name: string): number => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST_PARTS) return number;
  const message = `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`;
  throw wrongArgument(message, name, text);
};

const readChecksums = ({ children }: ReadElement): readonly Checksum[] =>
  children.flatMap((child) => {
    if (!child.name.startsWith('Checksum')) return [];
    const name = checksumNamed(child.name.slice('Checksum'.length));
    if (name === null) throw malformedXml();
    return [{ name, value: child.text.trim() }];
  });

const readPart = (element: ReadElement): WantedPart => {
  const number = childText(element, 'PartNumber')?.trim();
  const etag = childText(element, 'ETag')?.trim();
  if (element.name !== 'Part' || etag === undefined || number === undefined || !/^-?\d+$/.test(number))
    throw malformedXml();
  return {
    number: readPartNumber(number, 'PartNumber'),
    etag: etag.replaceAll(/^"|"$/g, ''),
    checksums: readChecksums(element),
  };
};

/** Throws `RefusedError`, or what the content throws. `id`: of the upload, which S3 names where the order is wrong. */
export const readWantedParts = async (
  content: AsyncIterable<Uint8Array>,
  id: string,
): Promise<readonly WantedPart[]> => {
  const { children } = await readXml(content, 'CompleteMultipartUpload');
  if (children.length === 0 || children.length > MOST_PARTS) throw malformedXml();
  const wanted = children.map(readPart);
  if (wanted.some(({ number }, at) => number <= (wanted[at - 1]?.number ?? 0))) throw invalidPartOrder(id);
  return wanted;
};
