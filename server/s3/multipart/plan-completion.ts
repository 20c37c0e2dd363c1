/** What becomes of the parts that a client wants put together: whether they are there and will do, and what they give. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { PutOptions } from '../object-store.js';
import type { Checksum } from '../signing/signed-body.js';
import {
  badDigest,
  entityTooSmall,
  invalidPart,
  invalidRequest,
  SMALLEST_PART,
} from './multipart-refusals.js';
import type { Completion } from './multipart-uploads.js';
import type { Part } from './part-store.js';
import type { Upload, UploadChecksum } from './upload.js';
import { compositeChecksum, promisedChecksum } from './upload-checksum.js';
import type { WantedPart } from './wanted-parts.js';
import { watchChecksum } from './watched-checksum.js';

const OBJECT_SIZE = 'x-amz-mp-object-size';

/** The parts that are meant, if each is there as it is named and large enough. Throws `RefusedError`. */
const choose = (id: string, wanted: readonly WantedPart[], parts: readonly Part[]): readonly Part[] => {
  const byNumber = new Map(parts.map((part) => [part.number, part]));
  const chosen = wanted.map(({ number, etag, checksums }) => {
    const part = byNumber.get(number);
    const held = part?.object.checksum;
    const others = checksums.filter(({ name, value }) => name !== held?.name || value !== held.value);
    if (part === undefined || part.object.etag !== etag || others.length > 0)
      throw invalidPart(id, number, etag);
    return part;
  });
  const small = chosen.slice(0, -1).find(({ object }) => object.bytes < SMALLEST_PART);
  if (small !== undefined) throw entityTooSmall(small.object.bytes, small.number, small.object.etag);
  return chosen;
};

const refuseSize = (headers: IncomingHttpHeaders, parts: readonly Part[]): void => {
  const promised = headers[OBJECT_SIZE];
  if (promised === undefined) return;
  if (!/^\d{1,15}$/.test(String(promised)))
    throw invalidRequest(`Value for ${OBJECT_SIZE} header is invalid.`);
  const bytes = parts.reduce((sum, { object }) => sum + object.bytes, 0);
  if (Number(promised) !== bytes)
    throw invalidRequest(
      `The provided '${OBJECT_SIZE}' header value ${promised} does not match what was computed: ${bytes}`,
    );
};

const etagOf = (parts: readonly Part[]): string => {
  const hash = createHash('md5');
  // A part's own tag is its MD5.
  for (const { object } of parts) hash.update(Buffer.from(object.md5 ?? object.etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
};

type WholeChecksum = Pick<Completion, 'watch'> & { readonly checksumAtEnd: () => Checksum | null };

/** Every part must have been named with its own, so that it is the client who vouches for the whole. */
const composite = (
  { name }: UploadChecksum,
  wanted: readonly WantedPart[],
  promised: string | null,
): WholeChecksum => {
  const values = wanted.map(({ number, checksums }) => {
    const found = checksums.find((one) => one.name === name);
    if (found === undefined)
      throw invalidRequest(
        `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    return found.value;
  });
  const checksum = compositeChecksum(name, values);
  if (promised !== null && promised !== checksum.value && `${promised}-${values.length}` !== checksum.value)
    throw badDigest(name);
  return { watch: (content) => content, checksumAtEnd: () => checksum };
};

const fullObject = ({ name }: UploadChecksum, promised: string | null): WholeChecksum => {
  let checksum: Checksum | null = null;
  return {
    watch: async function* (content) {
      const watched = watchChecksum(content, name);
      yield* watched.content;
      checksum = watched.checksum();
      if (promised !== null && promised !== checksum.value) throw badDigest(name);
    },
    checksumAtEnd: () => checksum,
  };
};

const wholeChecksum = (
  { checksum }: Upload,
  wanted: readonly WantedPart[],
  headers: IncomingHttpHeaders,
): WholeChecksum => {
  const promised = promisedChecksum(headers, checksum?.name ?? null);
  if (checksum === null) return { watch: (content) => content, checksumAtEnd: () => null };
  const type = headers['x-amz-checksum-type'];
  if (type !== undefined && type !== checksum.type)
    throw invalidRequest(
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  return checksum.type === 'COMPOSITE'
    ? composite(checksum, wanted, promised)
    : fullObject(checksum, promised);
};

/** `headers`: of the request that completes the upload. Throws `RefusedError`. */
export const planCompletion = (
  upload: Upload,
  wanted: readonly WantedPart[],
  parts: readonly Part[],
  headers: IncomingHttpHeaders,
  admit: NonNullable<PutOptions['admit']>,
): Completion => {
  const chosen = choose(upload.id, wanted, parts);
  refuseSize(headers, chosen);
  const { watch, checksumAtEnd } = wholeChecksum(upload, wanted, headers);
  return {
    parts: chosen,
    options: { ...upload.attributes, etag: etagOf(chosen), checksumAtEnd, admit },
    watch,
  };
};
