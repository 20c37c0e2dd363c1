/** An exchange as a curl command that can be run again. */
import type { JournalEntry, NameValue } from '../../../../../specs/journal.js';

/** What curl says by itself, or must find out anew. */
const LEFT_OUT = /^(host|content-length|connection|expect|transfer-encoding|accept-encoding|user-agent)$/i;
const AUTHORIZATION = /^authorization$/i;

/** For a POSIX shell: whatever is in it, it is one word. */
const word = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Secrets are not in the journal: the token comes from the environment, and a form has to be asked for anew. */
export function toCurl({ request, _cqube: { step } }: JournalEntry): string {
  const { method, url, headers, postData } = request;
  const isForm = postData?.params !== undefined;
  const lines = [
    `curl -i -X ${/^[A-Z]+$/.test(method) ? method : word(method)} ${word(url)}`,
    ...headers.filter(({ name }) => isKept(name, isForm)).map((header) => `-H ${headerWord(header, step)}`),
    ...bodyLines(postData),
  ];
  const note =
    step === 's3-post'
      ? '# The form of this upload is redacted: ask for a new one, and put its fields here.\n'
      : '';
  return `${note}${lines.join(' \\\n  ')}\n`;
}

const isKept = (name: string, isForm: boolean): boolean =>
  !LEFT_OUT.test(name) && !(isForm && /^content-type$/i.test(name));

const headerWord = ({ name, value }: NameValue, step: string): string =>
  AUTHORIZATION.test(name) && step !== 's3' && /^bearer /i.test(value)
    ? '"Authorization: Bearer $CQUBE_ACCESS_TOKEN"'
    : word(`${name}: ${value}`);

function bodyLines(body: JournalEntry['request']['postData']): readonly string[] {
  if (body?.params !== undefined)
    return body.params.map(({ name, value, fileName }) =>
      fileName === undefined
        ? `--form-string ${word(`${name}=${value ?? ''}`)}`
        : `-F ${word(`${name}=@${fileName}`)}`,
    );
  return body?.text === undefined ? [] : [`--data-binary ${word(body.text)}`];
}
