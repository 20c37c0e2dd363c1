/**
 * The fault plan (`fault-plan.ts`) as a zod schema, from which `fault-plan.schema.json` is generated. Development only:
 * a plan is read by `readFaultPlan`, and a test holds the two together.
 */
import { z } from 'zod';
import { PLAN_LIMITS as L, STEPS_OF_KIND } from './fault-plan.js';
import type { FaultKind, FaultPlan } from './fault-plan.js';
import { ERROR_CODE, FAULT_NAME, HEADER_NAME, HEADER_VALUE } from './read-fault-plan.js';

const count = z.int().min(1).max(L.count);
const wait = z.int().min(0).max(L.wait);
const bytes = z.int().min(0).max(L.bytes);
const status = z.int().min(200).max(599);

const occurrences = z
  .union([
    z.array(count).min(1).max(L.occurrences).readonly().describe('These requests, counted from 1.'),
    z.strictObject({ from: count, to: count.exactOptional() }).describe('From one request to another.'),
    z.literal('all'),
    z
      .strictObject({ probability: z.number().gt(0).max(1), atMost: count.exactOptional() })
      .describe("By chance, drawn from the plan's seed."),
  ])
  .meta({
    id: 'Occurrences',
    description: 'Which of the requests that step and match fit. Default: the first.',
  });

const ACTIONS = {
  status: z
    .strictObject({
      kind: z.literal('status'),
      status,
      body: z.string().max(L.body).exactOptional(),
      headers: z
        .record(
          z.string().min(1).max(L.headerName).regex(HEADER_NAME),
          z.string().max(L.headerValue).regex(HEADER_VALUE),
        )
        .meta({ maxProperties: L.headers })
        .exactOptional(),
    })
    .describe('Another answer; the request has no effect.'),
  's3-error': z
    .strictObject({
      kind: z.literal('s3-error'),
      status: z.int().min(300).max(599),
      code: z.string().min(1).max(L.code).regex(ERROR_CODE),
      message: z.string().max(L.message).exactOptional(),
    })
    .describe('An error document of S3; requests to storage only.'),
  delay: z
    .strictObject({ kind: z.literal('delay'), milliseconds: wait.nullable() })
    .describe('The real answer, later; null: never.'),
  drip: z
    .strictObject({ kind: z.literal('drip'), bytes: z.int().min(1).max(L.piece), milliseconds: wait })
    .describe('The real answer in small pieces.'),
  reset: z
    .strictObject({ kind: z.literal('reset'), afterBytes: bytes.exactOptional() })
    .describe("The connection is reset: at once, or after so many bytes of the request's body."),
  'cut-body': z
    .strictObject({ kind: z.literal('cut-body'), afterBytes: bytes })
    .describe('The real answer ends after so many bytes of its body.'),
  'expired-url': z
    .strictObject({ kind: z.literal('expired-url') })
    .describe('The upload URL or link has run out when it is used.'),
  'lost-answer': z
    .strictObject({ kind: z.literal('lost-answer') })
    .describe('The request has its effect, and the connection is reset before the answer.'),
  'answer-status': z
    .strictObject({ kind: z.literal('answer-status'), status })
    .describe('The real effect with another status.'),
  'revoke-token': z
    .strictObject({ kind: z.literal('revoke-token') })
    .describe('The token of the request is revoked before it is looked at.'),
  'clock-jump': z
    .strictObject({
      kind: z.literal('clock-jump'),
      milliseconds: z.union([z.int().min(1).max(L.jump), z.int().min(-L.jump).max(-1)]),
    })
    .describe("The server's clock moves on; negative: back."),
  'server-gone': z
    .strictObject({ kind: z.literal('server-gone') })
    .describe('Emission API and storage are gone: what is under way and every later request is reset.'),
} satisfies Readonly<Record<FaultKind, z.ZodType>>;

const faultOf = <const Kind extends FaultKind>(kind: Kind) =>
  z.strictObject({
    name: z
      .string()
      .min(1)
      .max(L.name)
      .regex(FAULT_NAME)
      .describe('For people; also what the journal shows.')
      .exactOptional(),
    step: z.enum(STEPS_OF_KIND[kind]).describe('Where it happens.'),
    occurrences: occurrences.exactOptional(),
    match: z
      .string()
      .min(1)
      .max(L.match)
      .describe('Only requests whose path, sent name or key has this in it.')
      .exactOptional(),
    action: ACTIONS[kind],
  });

const fault = z
  .union([
    faultOf('status'),
    faultOf('s3-error'),
    faultOf('delay'),
    faultOf('drip'),
    faultOf('reset'),
    faultOf('cut-body'),
    faultOf('expired-url'),
    faultOf('lost-answer'),
    faultOf('answer-status'),
    faultOf('revoke-token'),
    faultOf('clock-jump'),
    faultOf('server-gone'),
  ])
  .meta({ id: 'Fault', description: 'What goes wrong, and which requests it hits.' });

const faultPlanSchema = z.strictObject({
  $schema: z.string().max(L.message).describe('Where an editor finds this schema.').exactOptional(),
  version: z.literal(1),
  seed: z.int().min(0).max(L.seed).describe('What chance is drawn from. Default 1.').exactOptional(),
  faults: z.array(fault).max(L.faults).readonly(),
});

type Holds<Statement extends true> = Statement;

/** Compile only as long as schema and interface describe the same plan; a missing kind is told by the registry above. */
export type SchemaFitsPlan = Holds<z.infer<typeof faultPlanSchema> extends FaultPlan ? true : false>;

/** JSON Schema, draft 2020-12, ready to be written as a file. */
export const faultPlanJsonSchema = (): object => {
  const { $schema, ...rest } = z.toJSONSchema(faultPlanSchema, {
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // How TypeScript treats an array is nothing that a writer of the JSON could keep or break.
      delete jsonSchema.readOnly;
    },
  });
  return {
    $schema,
    $id: 'urn:cqube-conform:fault-plan:1',
    title: 'Fault plan of cqube-conform',
    description: 'What `cqube-conform serve --faults` reads: what goes wrong, where and how often.',
    ...rest,
  };
};
