/** What S3 says of a form that cannot be read, and how multer's and the store's errors are put into its words. */
import { type Refusal, RefusedError, refusal } from './error-xml.js';
import { FormSpentError } from './issued-forms.js';
import { StoreError } from './object-store.js';
import { EXPIRED } from './presigned-post/policy-conditions.js';
import { INTERNAL, invalidArgument } from './refusals.js';
import { type Failure, storeFailure } from './store-refusal.js';

/** Bytes of fields that S3 takes before the file. */
export const PRE_DATA_BYTES = 20_480;

export const NOT_MULTIPART = refusal(
  412,
  'PreconditionFailed',
  'At least one of the pre-conditions you specified did not hold',
  [['Condition', 'Bucket POST must be of the enclosure-type multipart/form-data']],
);

export const MALFORMED = refusal(
  400,
  'MalformedPOSTRequest',
  'The body of your POST request is not well-formed multipart/form-data.',
);

/** Misspelt as it is on the wire. */
export const TOO_MUCH_BEFORE_FILE = refusal(
  400,
  'MaxPostPreDataLengthExceeded',
  'Your POST request fields preceeding the upload file was too large.',
  [['MaxPostPreDataLengthBytes', String(PRE_DATA_BYTES)]],
);

export const wrongFileCount = (files: number): Refusal =>
  invalidArgument('POST requires exactly one file upload per request.', 'file', String(files));

/** What multer's parser says of a form that it cannot read, and multer of a client that went away. */
const UNREADABLE =
  /^(Unexpected end of|Malformed |Multipart: |Unsupported content type|Request (aborted|closed|error))/;

/** multer's errors have codes, its parser's have none. */
const ofParser = (error: unknown): Refusal | null => {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (['LIMIT_FIELD_VALUE', 'LIMIT_FIELD_KEY', 'LIMIT_PART_COUNT'].includes(code))
    return TOO_MUCH_BEFORE_FILE;
  return error.name === 'MulterError' || UNREADABLE.test(error.message) ? MALFORMED : null;
};

/** Any error of an upload. One that nobody foresaw is an internal error and shows nothing of itself. */
export const formFailure = (error: unknown): Failure => {
  if (error instanceof RefusedError) return { refusal: error.refusal };
  if (error instanceof FormSpentError)
    return { refusal: EXPIRED, reason: 'this upload URL was already used' };
  if (error instanceof StoreError) return storeFailure(error);
  return { refusal: ofParser(error) ?? INTERNAL };
};
