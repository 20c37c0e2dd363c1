/** The shapes of the admin API's answers, as JSON Schema. */
import { arrivalSchemas } from './arrival-schemas.js';
import { EXCHANGE_STEPS } from '../../specs/exchange-step.js';
import { FAULT_STEPS } from '../../specs/fault-plan.js';

type Schema = Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, Schema>>;

/** An object with these properties and no other; all are there but the optional ones. */
const object = (properties: Properties, optional: Properties = {}): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
  additionalProperties: false,
});

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema): Schema => ({ type: 'array', items });
const told = (description: string): Schema => ({ type: 'string', description });
const textOrNull: Schema = { type: ['string', 'null'] };
const text: Schema = { type: 'string' };
const yesOrNo: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const whole: Schema = { type: 'integer' };
const time: Schema = { type: 'string', format: 'date-time' };
const hex = (digits: number): Schema => ({ type: 'string', pattern: `^[0-9a-f]{${digits}}$` });
const idOrNull: Schema = { type: ['string', 'null'], pattern: '^[0-9a-f]{16}$' };
const textByName: Schema = { type: 'object', additionalProperties: text };
const pair = object({ name: text, value: text });

const credential = {
  key: text,
  user: text,
  algorithm: { enum: ['HS256', 'HS384', 'HS512', 'RS256'] },
  createdAt: time,
  revokedAt: { oneOf: [time, { type: 'null' }] },
};

const headersAndSizes = {
  httpVersion: text,
  headers: list(pair),
  headersSize: whole,
  bodySize: whole,
};

const exchangeFacts: Properties = {
  seq: { type: 'integer', minimum: 1 },
  side: { enum: ['api', 's3'] },
  step: { enum: EXCHANGE_STEPS },
  began: { ...whole, description: "Milliseconds since 1970, by the server's clock" },
  ended: whole,
  sentName: textOrNull,
  bucket: textOrNull,
  key: textOrNull,
  tokenId: idOrNull,
  credential: textOrNull,
  urlId: idOrNull,
};

const exchangeExtras: Properties = {
  upload: object({ bytes: count, sha256: { ...textOrNull, pattern: '^[0-9a-f]{64}$' } }),
  refusedBy: text,
  reason: text,
  nearMiss: text,
  injectedFault: text,
  cutByClient: { const: true },
};

const pageCounts: Properties = {
  more: yesOrNo,
  kept: { ...count, description: 'Entries that the journal has now' },
  evicted: { ...count, description: 'Entries that had to make room' },
};

const journal: Properties = {
  JournalEntry: object(
    {
      startedDateTime: time,
      time: { type: 'number', minimum: 0 },
      request: object(
        { method: text, url: text, queryString: list(pair), ...headersAndSizes },
        {
          postData: object(
            { mimeType: text },
            {
              text,
              params: list(object({ name: text }, { value: text, fileName: text })),
              comment: text,
            },
          ),
        },
      ),
      response: object({
        status: count,
        statusText: text,
        redirectURL: text,
        content: object({ size: whole, mimeType: text }, { text, comment: text }),
        ...headersAndSizes,
      }),
      cache: object({}),
      timings: object({ send: { type: 'number' }, wait: { type: 'number' }, receive: { type: 'number' } }),
      _cqube: ref('ExchangeFacts'),
    },
    { serverIPAddress: text, connection: text },
  ),
  ExchangeFacts: object(exchangeFacts, exchangeExtras),
  ExchangeSummary: object(
    {
      ...exchangeFacts,
      startedDateTime: time,
      time: { type: 'number', minimum: 0 },
      method: text,
      url: text,
      status: count,
    },
    exchangeExtras,
  ),
  ExchangePage: object({ exchanges: list(ref('ExchangeSummary')), ...pageCounts }),
  Har: object({
    log: {
      type: 'object',
      required: ['entries'],
      properties: { entries: list(ref('JournalEntry')) },
    },
  }),
  JournalPage: object({ entries: list(ref('JournalEntry')), ...pageCounts }),
};

const faults: Properties = {
  Fault: object(
    {
      step: { enum: FAULT_STEPS },
      action: { type: 'object', required: ['kind'], properties: { kind: text } },
    },
    { name: text, match: text, occurrences: {} },
  ),
  FaultPlan: object({ version: { const: 1 }, faults: list(ref('Fault')) }, { seed: whole, $schema: text }),
  Faults: object({
    plan: ref('FaultPlan'),
    state: list(object({ index: count, fault: ref('Fault'), seen: count, injected: count })),
  }),
};

const objects: Properties = {
  Buckets: object({ buckets: list(object({ name: text, role: { ...textOrNull } })) }),
  StoredObject: object(
    {
      bucket: text,
      key: { type: 'string', minLength: 1, maxLength: 1_024 },
      bytes: count,
      md5: hex(32),
      sha256: hex(64),
      etag: text,
      lastModified: time,
      contentType: textOrNull,
      metadata: textByName,
    },
    { headers: textByName, checksum: object({ name: text, value: text }) },
  ),
  ObjectPage: object({
    objects: list(ref('StoredObject')),
    next: { ...textOrNull, description: 'What to give as `after` for the next page; null: there is none' },
  }),
  Preview: object({
    member: { ...textOrNull, description: 'Name of the CSV in the zip' },
    delimiter: { enum: ['|', ',', null] },
    rows: list(list({ type: 'string' })),
    more: yesOrNo,
    reason: { ...textOrNull, description: 'Why nothing is shown' },
  }),
};

export const adminSchemas: Properties = {
  Error: object({ error: told('One line: what is wrong, and the mend') }),
  Health: object({ status: { const: 'ok' } }),
  Ready: object({ status: { const: 'ready' } }),
  Info: object({
    version: text,
    startedAt: { ...time, description: "By the server's clock" },
    addresses: object({}, { api: text, s3: text, admin: text }),
    buckets: object({ input: text, output: text, emission: text }),
    gateway: { enum: ['kong', 'none'] },
    uploadUrls: { enum: ['one-time', 'until-expiry'] },
    region: text,
    s3Access: {
      ...object({ accessKeyId: text, secretAccessKey: text, region: text }),
      description: 'What S3 clients sign with; good for this server alone',
    },
    caFile: { ...textOrNull, description: 'The certificate that clients are to trust' },
    token: { ...textOrNull, description: 'A token in force; null: none is asked for' },
    checks: { ...yesOrNo, description: 'What arrives is checked by the kit' },
    reportPage: { ...yesOrNo, description: '/api/report.html is there' },
    clientConfig: told('What the client that cQube ships is to be configured with'),
  }),
  Tokens: object({ tokens: list(object(credential)) }),
  NewToken: object({
    ...credential,
    token: told('Told only here'),
    message: { enum: ['User Created', 'User already exists'] },
  }),
  Clock: object({ now: time, offsetMilliseconds: whole, frozen: yesOrNo }),
  ResetDone: object(
    {},
    {
      objects: object({ buckets: list(text), deleted: count }),
      forms: { const: true },
      journal: { const: true },
      faults: { const: true },
      clock: { const: true },
    },
  ),
  Document: { type: 'object', required: ['openapi', 'info', 'paths'], properties: { openapi: text } },
  ...objects,
  ...arrivalSchemas,
  ...journal,
  ...faults,
};
