/** The shapes of what the admin API tells of the kit's judgement, and of what cQube asks for. */

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const textOrNull: Schema = { type: ['string', 'null'] };
const count: Schema = { type: 'integer', minimum: 0 };
const countOrNull: Schema = { type: ['integer', 'null'], minimum: 0 };
const list = (items: Schema): Schema => ({ type: 'array', items });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const exactly = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

const severities = exactly({ error: count, warning: count, info: count });

const rule = exactly({
  id: text,
  requirement: textOrNull,
  summary: text,
  why: { ...text, description: 'What happens in cQube otherwise' },
  fix: text,
});

/** Its own schema is published with the package. */
const report: Schema = {
  type: 'object',
  required: ['schemaVersion', 'verdict', 'counts', 'files', 'rules', 'groups', 'findings'],
  description: 'As report.schema.json of the package has it',
};

const finding = exactly({
  rule: text,
  severity: { enum: ['error', 'warning', 'info'] },
  message: text,
  where: { type: 'object', required: ['path'], properties: { path: text } },
  details: { type: 'object', description: '`exchanges`: numbers of those that prove it' },
});

export const arrivalSchemas: Readonly<Record<string, Schema>> = {
  Arrival: exactly({
    key: text,
    bytes: count,
    etag: text,
    storedAt: { type: 'integer', description: "Milliseconds since 1970, by the server's clock" },
    state: { enum: ['waiting', 'checking', 'checked', 'unchecked'] },
    reason: { ...textOrNull, description: 'Why it was not checked' },
    verdict: { enum: ['conformant', 'not-conformant', 'incomplete', 'inconclusive', null] },
    path: { ...textOrNull, description: "Below the emission folder, without the API's time stamp" },
    source: { ...textOrNull, description: 'Id of the data source' },
    variant: textOrNull,
    rows: countOrNull,
    rowsStored: { ...countOrNull, description: 'That the ingestion would store, by the forecast' },
    counts: severities,
  }),
  Arrivals: exactly({ arrivals: list(ref('Arrival')) }),
  RuleText: rule,
  Finding: finding,
  Report: report,
  Rules: exactly({ rules: list(ref('RuleText')) }),
  Verdicts: exactly({ findings: list(ref('Finding')) }),
  Sources: exactly({
    sources: list(
      exactly({
        id: text,
        folder: text,
        stem: text,
        title: textOrNull,
        report: textOrNull,
        kind: { enum: ['static', 'transaction', 'udise'] },
        aliases: { ...list(text), description: 'Further paths under which the documents know it' },
        step: { ...countOrNull, description: 'Position in `steps`' },
      }),
    ),
    steps: list(exactly({ why: text, sources: list(text) })),
    precedences: list(
      exactly({
        requirement: { ...textOrNull, description: 'Published rule; null: what reports join' },
        before: list(text),
        after: list(text),
      }),
    ),
  }),
  DataSource: {
    type: 'object',
    required: ['id', 'folder', 'stem', 'kind', 'delimiter', 'fields', 'primaryKey', 'variants'],
    description: 'In the vocabulary of Frictionless Table Schema',
  },
};
