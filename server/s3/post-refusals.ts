/** What S3 says of a form that cannot be read, and how multer's and the store's errors are put into its words. */
import { type Refusal, RefusedError, refusal } from './error-xml.js';
import { FormSpentError } from './issued-forms.js';
import { StoreError } from './object-store.js';
import { invalidArgument } from './presigned-post/form-signature.js';
import { EXPIRED } from './presigned-post/policy-conditions.js';

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

export const TIMED_OUT = refusal(
  400,
  'RequestTimeout',
  'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.',
);

export const noSuchBucket = (bucket: string): Refusal =>
  refusal(404, 'NoSuchBucket', 'The specified bucket does not exist', [['BucketName', bucket]]);

export const METHOD_NOT_ALLOWED = refusal(
  405,
  'MethodNotAllowed',
  'The specified method is not allowed against this resource.',
  [
    ['Method', 'POST'],
    ['ResourceType', 'OBJECT'],
  ],
);

const INTERNAL = refusal(500, 'InternalError', 'We encountered an internal error. Please try again.');
const BUSY = refusal(503, 'ServiceUnavailable', 'Please reduce your request rate.');

const ofStore = ({ code }: StoreError): Refusal => (code === 'CLOSED' ? BUSY : INTERNAL);

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

export interface FormFailure {
  readonly refusal: Refusal;
  /** Where the answer is ours and not S3's. */
  readonly reason?: string;
}

/** Any error of an upload. One that nobody foresaw is an internal error and shows nothing of itself. */
export const formFailure = (error: unknown): FormFailure => {
  if (error instanceof RefusedError) return { refusal: error.refusal };
  if (error instanceof FormSpentError)
    return { refusal: EXPIRED, reason: 'this upload URL was already used' };
  if (error instanceof StoreError) {
    const refused = ofStore(error);
    return error.code === 'DISK_FULL'
      ? { refusal: refused, reason: 'the disk is full' }
      : { refusal: refused };
  }
  return { refusal: ofParser(error) ?? INTERNAL };
};
