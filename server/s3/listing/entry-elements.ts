/** Entries of a listing as S3 writes them: first the objects, then the common prefixes. */
import type { StoredObject } from '../object-store.js';
import { owner } from '../operations/owner.js';
import type { XmlElement } from '../xml/write-xml.js';
import type { ListEntry } from './list-entries.js';
import { listTime, type NameWriting } from './list-parameters.js';

/** A checksum over the checksums of parts has their number behind it. */
const checksumType = (value: string): string => (value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT');

const contents = (object: StoredObject, { write }: NameWriting, withOwner: boolean): XmlElement => {
  const { checksum } = object;
  return [
    'Contents',
    [
      ['Key', write(object.key)],
      ['LastModified', listTime(object.lastModified)],
      ['ETag', `"${object.etag}"`],
      ...(checksum === undefined
        ? []
        : [
            ['ChecksumAlgorithm', checksum.name.toUpperCase()] as const,
            ['ChecksumType', checksumType(checksum.value)] as const,
          ]),
      ['Size', String(object.bytes)],
      ...(withOwner ? [owner()] : []),
      ['StorageClass', 'STANDARD'],
    ],
  ];
};

export const commonPrefixElement = (prefix: string, { write }: NameWriting): XmlElement => [
  'CommonPrefixes',
  [['Prefix', write(prefix)]],
];

export const entryElements = (
  entries: readonly ListEntry[],
  writing: NameWriting,
  withOwner: boolean,
): readonly XmlElement[] => [
  ...entries.flatMap((entry) =>
    entry.kind === 'object' ? [contents(entry.object, writing, withOwner)] : [],
  ),
  ...entries.flatMap((entry) =>
    entry.kind === 'prefix' ? [commonPrefixElement(entry.prefix, writing)] : [],
  ),
];
