/** The first rows of an object: of a CSV, or of the only CSV in a zip. */
import type { ObjectStore, StoredObject } from '../../s3/object-store.js';
import { firstRows, guessDelimiter } from './first-rows.js';
import type { Delimiter } from './first-rows.js';
import { shownCell } from './shown-cell.js';
import { NotShownError, readCsvMember, readStart } from './stored-zip.js';
import type { Member } from './stored-zip.js';

/** Bytes of CSV looked at, after inflating. */
const LIMIT = 1_024 * 1_024;
/** Bytes in which a NUL shows that it is no text. */
const LOOK = 1_024;

export interface Preview {
  /** Name of the CSV in the zip; null: it is no zip, or there is none to show. */
  readonly member: string | null;
  /** null: the first line has neither. */
  readonly delimiter: Delimiter | null;
  /** The header among them. */
  readonly rows: readonly (readonly string[])[];
  /** There is more than is shown. */
  readonly more: boolean;
  /** Why nothing is shown; null: it is. */
  readonly reason: string | null;
}

const nothing = (reason: string): Preview => ({
  member: null,
  delimiter: null,
  rows: [],
  more: false,
  reason,
});

/** null: there is no such object. Throws the store's errors. */
export async function previewObject(
  store: ObjectStore,
  bucket: string,
  key: string,
  rows: number,
): Promise<Preview | null> {
  const object = await store.head(bucket, key);
  if (object === null) return null;
  try {
    const member = await readMember(store, object);
    return member === null ? null : show(member, rows);
  } catch (error) {
    if (error instanceof NotShownError) return nothing(error.message);
    throw error;
  }
}

/** null: it was deleted meanwhile. */
async function readMember(
  store: ObjectStore,
  object: StoredObject,
): Promise<(Omit<Member, 'name'> & { readonly name: string | null }) | null> {
  const { bucket, key, bytes } = object;
  if (bytes === 0) throw new NotShownError('it is empty');
  const found = await store.get(bucket, key, { from: 0, to: Math.min(bytes, LIMIT) - 1 });
  if (found === null) return null;
  const { start } = await readStart(found.content, LIMIT);
  if (/^PK(\u0003\u0004|\u0005\u0006)/.test(start.toString('latin1', 0, 4)))
    return readCsvMember(store, found.object, LIMIT);
  return { name: null, start, whole: found.object.bytes <= LIMIT };
}

function show(
  { name, start, whole }: Omit<Member, 'name'> & { readonly name: string | null },
  rows: number,
): Preview {
  if (start.length === 0) throw new NotShownError('the CSV is empty');
  if (start.subarray(0, LOOK).includes(0)) throw new NotShownError('it is no text in UTF-8');
  // A character that the limit cut in two is not looked at.
  const text = new TextDecoder('utf-8').decode(start, { stream: !whole });
  const delimiter = guessDelimiter(text);
  const found = firstRows(text, delimiter, rows, whole);
  return {
    member: name,
    delimiter,
    rows: found.rows.map((row) => row.map(shownCell)),
    more: found.more,
    reason: null,
  };
}
