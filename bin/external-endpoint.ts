/** Where `--s3-endpoint` lets objects lie: the address from the command line, the credentials from the environment. */
import type { ExternalEndpoint } from '../server/options.js';
import { UsageError } from './exit-codes.js';

const OPTION = '--s3-endpoint';

/** The text of the option is not repeated: it may hold a password. */
const readUrl = (text: string): URL => {
  if (!URL.canParse(text)) throw new UsageError(`${OPTION} needs an address such as http://127.0.0.1:9000`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError(`${OPTION} needs an address that begins with http:// or https://`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      `${OPTION} takes no credentials: give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment`,
    );
  if (url.pathname !== '/' || /[?#]/.test(text))
    throw new UsageError(
      `${OPTION} takes scheme, host and port only; buckets are named by --bucket-input and the like`,
    );
  return url;
};

const readVariable = (environment: Readonly<Record<string, string | undefined>>, name: string): string => {
  const value = environment[name] ?? '';
  if (value === '') throw new UsageError(`${OPTION} needs ${name} in the environment`);
  // It is signed and sent in a header; a line break is mostly one that a file of secrets ended in.
  if (!/^[!-~]+$/.test(value))
    throw new UsageError(`${name} holds a blank, a line break or a letter that is not ASCII`);
  return value;
};

/** `region`: the server's own, where AWS_REGION is not set. Throws `UsageError`. */
export const readExternalEndpoint = (
  option: string,
  environment: Readonly<Record<string, string | undefined>>,
  region: string,
): ExternalEndpoint => {
  const endpoint = readUrl(option);
  const accessKeyId = readVariable(environment, 'AWS_ACCESS_KEY_ID');
  // A slash would end it in the signature's scope.
  if (accessKeyId.includes('/')) throw new UsageError('AWS_ACCESS_KEY_ID holds a slash');
  const secretAccessKey = readVariable(environment, 'AWS_SECRET_ACCESS_KEY');
  const given = environment['AWS_REGION'] ?? '';
  if (!/^[a-z0-9-]*$/i.test(given)) throw new UsageError('AWS_REGION is no name of a region');
  return { endpoint, access: { accessKeyId, secretAccessKey, region: given === '' ? region : given } };
};
