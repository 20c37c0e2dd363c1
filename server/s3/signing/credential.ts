/** `<access key>/<day>/<region>/s3/aws4_request`: who signed, and for where. */
import type { Detail } from '../error-xml.js';

export interface Credential {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly day: string;
}

/** In S3's words; header, query and form each put theirs in front. */
export interface CredentialFault {
  readonly fault: string;
  readonly details: readonly Detail[];
}

const fault = (text: string, details: readonly Detail[] = []): CredentialFault => ({ fault: text, details });

/** What is wrong is told in the order in which S3 looks. Whether the day is the request's is not looked at here. */
export function readCredential(text: string, region: string): Credential | CredentialFault {
  const parts = text.split('/');
  if (parts.length < 5)
    return fault(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  // An access key may hold slashes; the scope behind it is four words.
  const [day = '', given = '', service = '', terminal = ''] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (accessKeyId === '') return fault('a non-empty Access Key (AKID) must be provided in the credential.');
  if (!/^\d{8}$/.test(day))
    return fault(
      `incorrect date format "${day}". This date in the credential must be in the format "yyyyMMdd".`,
    );
  if (given === '') return fault('a non-empty region must be provided in the credential.');
  if (given !== region)
    return fault(`the region '${given}' is wrong; expecting '${region}'`, [['Region', region]]);
  if (service !== 's3') return fault(`incorrect service "${service}". This endpoint belongs to "s3".`);
  if (terminal !== 'aws4_request')
    return fault(`incorrect terminal "${terminal}". This endpoint uses "aws4_request".`);
  return { accessKeyId, day };
}
