/** What listings can be asked for in their query, and how they write names. */
import { wrongArgument } from '../operations/wrong-argument.js';

type Query = ReadonlyMap<string, string>;

/** Entries of a page: asking for more gives so many. */
const MOST = 1000;
const LARGEST = 2_147_483_647;

/** How many entries are asked for, by default 1,000. Throws `RefusedError` InvalidArgument. */
export const readLimit = (query: Query, name: string): number => {
  const text = query.get(name) ?? '';
  if (text === '') return MOST;
  if (!/^[+-]?\d{1,20}$/.test(text))
    throw wrongArgument(`Provided ${name} not an integer or within integer range`, name, text);
  const number = Number(text);
  if (number < 0 || number > LARGEST)
    throw wrongArgument(`Argument ${name} must be an integer between 0 and ${LARGEST}`, name, text);
  return Math.min(number, MOST);
};

export interface NameWriting {
  /** What the answer says of it; null: names are written as they are. */
  readonly encodingType: 'url' | null;
  readonly write: (name: string) => string;
}

/** As an HTML form encodes it, but for slashes, which stay. */
const encodeUrl = (name: string): string =>
  encodeURIComponent(name)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replaceAll(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Throws `RefusedError` InvalidArgument. */
export const readNameWriting = (query: Query): NameWriting => {
  const asked = query.get('encoding-type') ?? '';
  if (asked === '') return { encodingType: null, write: (name) => name };
  if (asked !== 'url')
    throw wrongArgument('Invalid Encoding Method specified in Request', 'encoding-type', asked);
  return { encodingType: 'url', write: encodeUrl };
};

/** S3's own lists know whole seconds only. */
export const listTime = (moment: number): string => new Date(Math.floor(moment / 1000) * 1000).toISOString();
