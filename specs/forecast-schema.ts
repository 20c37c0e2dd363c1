/** Schema of the forecast; the report's schema holds it, and compares it with the interfaces. */
import { z } from 'zod';
import { FATES } from './ingestion/ingestion.js';

const count = z.int().nonnegative();
const certainty = z
  .enum(['code', 'documented', 'inferred'])
  .describe(
    'How sure it is: read in the code of the release, claimed by its documents, or followed from the code without having been run.',
  );

const fate = z
  .strictObject({
    fate: z.enum(FATES).describe('Where the rows end.'),
    column: z.string().nullable().describe('The column that decides; null: the row or the file as a whole.'),
    count: z.int().positive(),
    reason: z.string().min(1).describe('Why, in plain words.'),
    certainty,
    origin: z.string().min(1).describe('Where the release says so.'),
    preventable: z.boolean().describe('The emitter can do something about it.'),
    samples: z
      .array(
        z.strictObject({
          line: z.int().positive().describe('Physical line, from 1, header included.'),
          key: z.record(z.string(), z.string()).describe('The columns of the flow’s key with their values.'),
        }),
      )
      .readonly()
      .describe('The first few rows.'),
  })
  .meta({ id: 'Fate', description: 'Rows that are not stored, for one reason in one column.' });

const counted = z
  .strictObject({ what: z.string(), count: z.int().positive(), reason: z.string().min(1), certainty })
  .meta({ id: 'ForecastCount', description: 'Rows or values that are lost to somebody in another way.' });

const notJudged = z.strictObject({ what: z.string(), because: z.string() });

export const fileForecastSchema = z
  .strictObject({
    path: z.string(),
    source: z.string().nullable().describe('Id of the source that the flow takes the file for; null: none.'),
    pickup: z.strictObject({
      outcome: z
        .enum(['ingested', 'ignored', 'refused'])
        .describe('ignored: no flow takes it; refused: one takes it, and gives it up before it reads a row.'),
      stays: z.boolean().describe('The object stays in the emission bucket; otherwise it is deleted.'),
      because: z.string(),
      certainty,
    }),
    header: z
      .strictObject({
        accepted: z.boolean(),
        because: z.string(),
        certainty,
        headerToUse: z.string().nullable().describe('What the flow would take, where it refuses this one.'),
      })
      .nullable()
      .describe('null: the header was not seen.'),
    contradiction: z
      .strictObject({
        because: z.string().describe('Why the flow refuses the published header.'),
        documented: z.string().describe('The header line of the published rules.'),
        pipeline: z.string().describe('The header line that the flow takes.'),
      })
      .nullable()
      .describe('Published rules and flow ask for headers of which no file satisfies both; null: one may.'),
    rowsIn: count.nullable().describe('Data rows; null: the CSV could not be read to its end.'),
    fates: z
      .array(fate)
      .readonly()
      .describe('In the ingestion’s order; rowsIn is rowsStored and every count of these.'),
    rowsStored: count.nullable(),
    rowsOverwriting: count.nullable().describe('Stored rows that overwrite one of the same file.'),
    rowsNeverShown: z
      .array(counted)
      .readonly()
      .describe('Stored rows that no report shows, told by the row alone; a row may count more than once.'),
    valuesNotLoaded: z.array(counted).readonly().describe('Values of stored rows that are not loaded.'),
    defects: z.array(counted).readonly().describe('Defects of the flow that hit stored rows.'),
    notJudged: z.array(notJudged).readonly().describe('What the file alone does not tell.'),
  })
  .meta({ id: 'FileForecast', description: 'What the ingestion of the release would do with one file.' });

export const reportFeedSchema = z
  .strictObject({
    report: z.string(),
    title: z.string(),
    state: z
      .enum(['fed', 'incomplete', 'absent'])
      .describe('fed: every file is there and rows of it are stored; absent: nothing of it is there.'),
    needs: z.array(z.string()).readonly().describe('Ids of sources, in the order of loading.'),
    missing: z.array(z.strictObject({ source: z.string(), because: z.string() })).readonly(),
  })
  .meta({ id: 'ReportFeed', description: 'A report of cQube, and whether this emission can feed it.' });
