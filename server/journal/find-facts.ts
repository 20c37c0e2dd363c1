/** Facts about an exchange that nobody told, read from what was said in it. What was told counts more. */
import type { ExchangeSide, ExchangeStep } from '../../specs/exchange-step.js';
import type { NameValue } from '../../specs/journal.js';
import type { ExchangeFacts } from '../exchange-facts.js';
import type { ReadBody } from './read-body.js';
import { decodeComponent, splitPairs } from './redact-url.js';

export interface Said {
  readonly side: ExchangeSide;
  readonly step: ExchangeStep;
  /** Path and query as sent. */
  readonly target: string;
  readonly status: number;
  readonly headers: readonly NameValue[];
  readonly body: ReadBody;
  readonly answer: ReadBody;
  readonly answerHeaders: readonly NameValue[];
}

export function findFacts(said: Said, told: ExchangeFacts): ExchangeFacts {
  const reason = valueOf(said.answerHeaders, 'x-cqube-conform-reason');
  const found = said.side === 'api' ? apiFacts(said) : storageFacts(said);
  return { ...(reason === undefined ? {} : { reason }), ...found, ...told };
}

const valueOf = (pairs: readonly NameValue[], name: string): string | undefined =>
  pairs.find((pair) => pair.name.toLowerCase() === name)?.value;

function queryOf(target: string): NameValue[] {
  const query = target.split(/\?(.*)/s)[1] ?? '';
  return splitPairs(query).map(({ name, value }) => ({
    name: decodeComponent(name),
    value: decodeComponent(value ?? ''),
  }));
}

/** Without the undefined ones. */
function known(facts: {
  readonly [Name in keyof ExchangeFacts]: ExchangeFacts[Name] | undefined;
}): ExchangeFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''));
}

function apiFacts({ step, target, headers, body, answer, status }: Said): ExchangeFacts {
  const query = queryOf(target);
  const bearer = /bearer\s+(\S.*)$/i.exec(valueOf(headers, 'authorization') ?? '')?.[1];
  const token = valueOf(query, 'jwt') ?? bearer;
  if (step !== 'upload-url') return known({ token });
  const form = status === 200 ? formOf(answer) : {};
  return known({
    token,
    sentName: fieldOf(body) ?? valueOf(query, 'filename'),
    key: form['key'],
    urlSignature: form['x-amz-signature'],
  });
}

/** `filename`, as the usual clients send it. */
function fieldOf({ mime, text, parts }: ReadBody): string | undefined {
  const part = parts.find(({ name }) => name === 'filename');
  if (part !== undefined || text === null) return part?.value;
  if (mime === 'application/x-www-form-urlencoded') return valueOf(queryOf(`?${text.text}`), 'filename');
  return mime === 'application/json' ? stringsOf(text.text)['filename'] : undefined;
}

/** Members that are text. */
function stringsOf(json: string, within?: string): Readonly<Record<string, string>> {
  try {
    const document = JSON.parse(json) as Readonly<Record<string, unknown>> | null;
    const members = within === undefined ? document : document?.[within];
    const texts = Object.entries(members ?? {}).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(texts);
  } catch {
    return {};
  }
}

const formOf = ({ text }: ReadBody): Readonly<Record<string, string>> =>
  text === null ? {} : stringsOf(text.text, 'fields');

function storageFacts({ step, target, body, answer, status }: Said): ExchangeFacts {
  const [, bucket, key = ''] = /^\/([^/?]+)\/?([^?]*)/.exec(target) ?? [];
  const query = queryOf(target).map(({ name, value }) => ({ name: name.toLowerCase(), value }));
  const form = step === 's3-post' ? formFields(body) : [];
  const code =
    status >= 300 ? /<Code>([A-Za-z0-9]{1,64})<\/Code>/.exec(answer.text?.text ?? '')?.[1] : undefined;
  return known({
    bucket: bucket === undefined ? undefined : decodePath(bucket),
    key: key === '' ? valueOf(form, 'key') : decodePath(key),
    urlSignature:
      valueOf(form, 'x-amz-signature') ??
      valueOf(form, 'signature') ??
      valueOf(query, 'x-amz-signature') ??
      valueOf(query, 'signature'),
    refusedBy: code,
  });
}

const formFields = ({ parts }: ReadBody): NameValue[] =>
  parts.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));

/** A `+` of a path is one. */
const decodePath = (text: string): string => decodeComponent(text.replaceAll('+', '%2B'));
