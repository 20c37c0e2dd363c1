/** The generated documents of the repository: what they hold, which are stale, and how they are written. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sampleEmission } from '../fixtures/sample/sample-csv.js';
import { baselineJsonSchema } from '../specs/baseline-schema.js';
import { configJsonSchema } from '../specs/config-schema.js';
import { faultPlanJsonSchema } from '../specs/fault-plan-schema.js';
import { journalJsonSchema } from '../specs/journal-schema.js';
import { reportJsonSchema } from '../specs/report-schema.js';
import { endpointsDocument } from './endpoints-document.js';
import { manPage } from './man-page.js';
import { coverageDocument, rulesDocument } from './rules-document.js';
import { sourcesDocument } from './sources-document.js';

/** Path from the root of the repository, with `/`, to text. */
type Documents = ReadonlyMap<string, string>;

interface Generator {
  /** A folder that holds nothing but this generator's documents: any other file in it is surplus. */
  readonly folder?: string;
  readonly generate: () => Documents | Promise<Documents>;
}

const SAMPLE_FOLDER = 'fixtures/sample/cqube_emission';

/** Another generated document is one more entry. */
const generators: readonly Generator[] = [
  { generate: async () => new Map([['conformance/RULES.md', await rulesDocument()]]) },
  { generate: () => new Map([['specs/COVERAGE.md', coverageDocument()]]) },
  { generate: () => new Map([['specs/SOURCES.md', sourcesDocument()]]) },
  { generate: () => new Map([['server/ENDPOINTS.md', endpointsDocument()]]) },
  { generate: async () => new Map([['man/cqube-conform.1', await manPage()]]) },
  {
    generate: () =>
      new Map([['specs/report.schema.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`]]),
  },
  {
    generate: () =>
      new Map([['specs/fault-plan.schema.json', `${JSON.stringify(faultPlanJsonSchema(), null, 2)}\n`]]),
  },
  {
    generate: () =>
      new Map([['specs/journal.schema.json', `${JSON.stringify(journalJsonSchema(), null, 2)}\n`]]),
  },
  {
    generate: () =>
      new Map([['specs/config.schema.json', `${JSON.stringify(configJsonSchema(), null, 2)}\n`]]),
  },
  {
    generate: () =>
      new Map([['specs/baseline.schema.json', `${JSON.stringify(baselineJsonSchema(), null, 2)}\n`]]),
  },
  {
    folder: SAMPLE_FOLDER,
    generate: () =>
      new Map([...sampleEmission()].map(([path, csv]) => [`${SAMPLE_FOLDER}/${path}.csv`, csv])),
  },
];

/** Every generated document. */
async function generateDocuments(): Promise<Documents> {
  const documents = await Promise.all(generators.map(async ({ generate }) => generate()));
  return new Map(documents.flatMap((some) => [...some]));
}

interface StaleDocument {
  readonly path: string;
  readonly problem: 'missing' | 'differs' | 'surplus';
}

/** What in the repository at `root` differs from what would be generated. */
export async function staleDocuments(root: string): Promise<readonly StaleDocument[]> {
  const documents = await generateDocuments();
  const stale: StaleDocument[] = [];
  for (const [path, text] of documents) {
    const file = join(root, path);
    if (!existsSync(file)) stale.push({ path, problem: 'missing' });
    else if (readFileSync(file, 'utf8') !== text) stale.push({ path, problem: 'differs' });
  }
  for (const { folder } of generators) {
    if (folder === undefined) continue;
    for (const path of filesBelow(root, folder))
      if (!documents.has(path)) stale.push({ path, problem: 'surplus' });
  }
  return stale;
}

/** Mends what is stale, and says what that was. */
export async function writeDocuments(root: string): Promise<readonly StaleDocument[]> {
  const documents = await generateDocuments();
  const stale = await staleDocuments(root);
  for (const { path } of stale) {
    const file = join(root, path);
    const text = documents.get(path);
    if (text === undefined) {
      rmSync(file);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return stale;
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
    )
    .toSorted();
}
