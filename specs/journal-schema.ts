/**
 * An entry of the journal (`journal.ts`) as a zod schema, from which `journal.schema.json` is generated. Development
 * only, as `report-schema.ts`.
 */
import { z } from 'zod';
import { EXCHANGE_STEPS } from './exchange-step.js';
import { JOURNAL_VERSION } from './journal.js';
import type { JournalEntry } from './journal.js';

const size = z.int().gte(-1).describe('Bytes; -1: not known.');
const milliseconds = z.number().nonnegative().describe('Milliseconds.');
const moment = z.number().nonnegative();

const nameValue = z.strictObject({ name: z.string(), value: z.string() }).meta({
  id: 'NameValue',
  description: 'A header or a parameter; secrets stand as `[redacted]`.',
});

const pairs = z.array(nameValue).readonly();

const secretId = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .meta({ id: 'SecretId', description: 'The first 16 hex digits of the SHA-256 of a secret.' });

const param = z.strictObject({
  name: z.string(),
  value: z.string().exactOptional().describe('Absent: a file, or not seen whole.'),
  fileName: z.string().exactOptional(),
});

const postData = z.strictObject({
  mimeType: z.string(),
  text: z.string().exactOptional().describe('Of a small body, redacted.'),
  params: z.array(param).readonly().exactOptional().describe('Fields of a form.'),
  comment: z.string().exactOptional().describe('Whether the text was cut.'),
});

const request = z
  .strictObject({
    method: z.string(),
    url: z.string().describe('Whole URL, secrets redacted.'),
    httpVersion: z.string(),
    headers: pairs,
    queryString: pairs,
    headersSize: size,
    bodySize: size,
    postData: postData.exactOptional(),
  })
  .meta({ id: 'Request', description: 'As in HAR 1.2, without cookies.' });

const response = z
  .strictObject({
    status: z.int().min(0).max(999).describe('0: no answer was given; the connection was cut.'),
    statusText: z.string(),
    httpVersion: z.string(),
    headers: pairs,
    redirectURL: z.string(),
    headersSize: size,
    bodySize: size,
    content: z.strictObject({
      size,
      mimeType: z.string(),
      text: z.string().exactOptional().describe('Of a small body, redacted; never that of a file.'),
      comment: z.string().exactOptional().describe('Whether the text was cut.'),
    }),
  })
  .meta({ id: 'Response', description: 'As in HAR 1.2, without cookies.' });

const upload = z.strictObject({
  bytes: z.int().nonnegative(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe('null: not known, as where it was refused.'),
});

const facts = z
  .strictObject({
    seq: z.int().positive().describe('In the order in which requests began; never given twice.'),
    side: z.enum(['api', 's3']).describe('Which server was spoken to.'),
    step: z.enum(EXCHANGE_STEPS).describe('What the exchange is for.'),
    began: moment.describe('When the request began: milliseconds since 1970, by the clock of the server.'),
    ended: moment.describe('When its answer was complete, or cut.'),
    sentName: z.string().nullable().describe('The name that an upload URL was asked for, as sent.'),
    bucket: z.string().nullable(),
    key: z.string().nullable(),
    tokenId: secretId.nullable().describe('Of the token that was sent, valid or not.'),
    credential: z.string().nullable().describe('`key` of the credential that was accepted.'),
    urlId: secretId.nullable().describe('Of the signature of the form or link that was issued or used.'),
    upload: upload.exactOptional().describe("Of the file part or the object's body."),
    refusedBy: z
      .string()
      .exactOptional()
      .describe("S3's error code, or `early`, `route`, `token` of the gateway."),
    reason: z.string().exactOptional().describe("Why an answer is the mock's own doing."),
    nearMiss: z.string().exactOptional().describe('What was probably meant.'),
    injectedFault: z.string().exactOptional().describe('Kind of the fault that was put here.'),
    cutByClient: z.literal(true).exactOptional().describe('It went away before the answer was complete.'),
  })
  .meta({ id: 'CqubeFacts', description: 'What is not in HAR.' });

export const journalEntrySchema = z.strictObject({
  startedDateTime: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    .describe('ISO 8601, UTC.'),
  time: milliseconds,
  request,
  response,
  cache: z.strictObject({}),
  timings: z.strictObject({ send: milliseconds, wait: milliseconds, receive: milliseconds }),
  serverIPAddress: z.string().exactOptional(),
  connection: z.string().exactOptional().describe('Tells connections apart.'),
  _cqube: facts,
});

/** Compile only as long as what fits the schema is an entry, and the other way round. */
type Holds<Statement extends true> = Statement;
export type SchemaFitsEntry = Holds<z.infer<typeof journalEntrySchema> extends JournalEntry ? true : false>;
export type EntryFitsSchema = Holds<JournalEntry extends z.infer<typeof journalEntrySchema> ? true : false>;

/** JSON Schema, draft 2020-12, ready to be written as a file. */
export const journalJsonSchema = (): object => {
  const { $schema, ...rest } = z.toJSONSchema(journalEntrySchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return {
    $schema,
    $id: `urn:cqube-conform:journal-entry:${JOURNAL_VERSION}`,
    title: 'Entry of a journal of cqube-conform',
    description: 'One line of a journal: an exchange between an emitter and cQube.',
    ...rest,
  };
};
