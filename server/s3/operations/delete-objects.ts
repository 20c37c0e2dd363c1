/** `POST /<bucket>?delete`: up to 1,000 keys in one request, each with an outcome of its own. */
import { RefusedError, refusal } from '../error-xml.js';
import { type ObjectStore, StoreError } from '../object-store.js';
import { childText, malformedXml, type ReadElement, readXml } from '../xml/read-xml.js';
import { optional, type XmlElement } from '../xml/write-xml.js';
import type { Operation, OperationContext } from './operation.js';
import { sendDocument } from './send-document.js';

const MOST_KEYS = 1000;

interface Wanted {
  readonly key: string;
  readonly versionId: string | null;
  /** Only an object with this one, or with any if it is `*`. */
  readonly etag: string | null;
  /** Conditions that S3 knows in directory buckets only. */
  readonly unknown: boolean;
}

/** What S3 says of one key that stays. */
interface KeyError {
  readonly code: string;
  readonly message: string;
}

const NO_DIGEST = refusal(
  400,
  'InvalidRequest',
  'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
);
const NO_VERSION: KeyError = { code: 'NoSuchVersion', message: 'The specified version does not exist.' };
const NOT_IMPLEMENTED: KeyError = {
  code: 'NotImplemented',
  message: 'A parameter you provided implies functionality that is not implemented',
};
const CONDITION_FAILED: KeyError = {
  code: 'PreconditionFailed',
  message: 'At least one of the pre-conditions you specified did not hold',
};
const TOO_LONG: KeyError = { code: 'KeyTooLongError', message: 'Your key is too long' };
const NO_KEY: KeyError = { code: 'UserKeyMustBeSpecified', message: 'The key must be specified.' };
const INTERNAL: KeyError = {
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again.',
};

const readObject = (element: ReadElement): Wanted => {
  const key = childText(element, 'Key');
  if (key === null) throw malformedXml();
  return {
    key,
    versionId: childText(element, 'VersionId'),
    etag: childText(element, 'ETag'),
    unknown: childText(element, 'LastModifiedTime') !== null || childText(element, 'Size') !== null,
  };
};

const readQuiet = (root: ReadElement): boolean => {
  const text = childText(root, 'Quiet')?.trim().toLowerCase() ?? 'false';
  if (text !== 'true' && text !== 'false') throw malformedXml();
  return text === 'true';
};

const readWanted = async ({ request, body }: OperationContext): Promise<[readonly Wanted[], boolean]> => {
  const root = await readXml(body.content, 'Delete');
  // That it holds was seen when the body ended.
  if (request.headers['content-md5'] === undefined && body.checksum() === null)
    throw new RefusedError(NO_DIGEST);
  const objects = root.children.filter(({ name }) => name === 'Object');
  if (objects.length === 0 || objects.length > MOST_KEYS) throw malformedXml();
  if (objects.length + root.children.filter(({ name }) => name === 'Quiet').length < root.children.length)
    throw malformedXml();
  return [objects.map(readObject), readQuiet(root)];
};

const ofStore = (error: unknown): KeyError => {
  if (!(error instanceof StoreError) || error.code === 'CLOSED') throw error;
  if (error.code === 'KEY_TOO_LONG') return TOO_LONG;
  return error.code === 'NO_KEY' ? NO_KEY : INTERNAL;
};

/** Whether the object is the one that is to go. Should it be replaced right afterwards, the new one goes. */
const isMeant = async (store: ObjectStore, bucket: string, { key, etag }: Wanted): Promise<boolean> => {
  if (etag === null) return true;
  const object = await store.head(bucket, key);
  return object !== null && (etag.trim() === '*' || etag.trim().replaceAll('"', '') === object.etag);
};

/** null: it is gone, or never was. */
const remove = async (store: ObjectStore, bucket: string, wanted: Wanted): Promise<KeyError | null> => {
  if (wanted.unknown) return NOT_IMPLEMENTED;
  if (wanted.versionId !== null && wanted.versionId !== 'null') return NO_VERSION;
  try {
    if (!(await isMeant(store, bucket, wanted))) return CONDITION_FAILED;
    await store.delete(bucket, wanted.key);
    return null;
  } catch (error) {
    return ofStore(error);
  }
};

const outcome = ({ key, versionId }: Wanted, error: KeyError | null): XmlElement => {
  const named = [['Key', key] as const, ...optional('VersionId', versionId)];
  return error === null
    ? ['Deleted', named]
    : ['Error', [...named, ['Code', error.code], ['Message', error.message]]];
};

export const deleteObjects: Operation = {
  name: 'DeleteObjects',
  run: async (context) => {
    const { store, bucket } = context;
    const [objects, quiet] = await readWanted(context);
    const outcomes: XmlElement[] = [];
    for (const object of objects) {
      const error = await remove(store, bucket, object);
      if (error !== null || !quiet) outcomes.push(outcome(object, error));
    }
    sendDocument(context, 'DeleteResult', outcomes);
  },
};
