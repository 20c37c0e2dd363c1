/** The generated documents of the repository: what they hold, which are stale, and how they are written. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sampleEmission } from '../fixtures/sample/sample-csv.js';
import { reportJsonSchema } from '../specs/report-schema.js';

/** Path from the root of the repository, with `/`, to text. */
type Documents = ReadonlyMap<string, string>;

interface Generator {
  /** A folder that holds nothing but this generator's documents: any other file in it is surplus. */
  readonly folder?: string;
  readonly generate: () => Documents;
}

const SAMPLE_FOLDER = 'fixtures/sample/cqube_emission';

/** Another generated document is one more entry. */
const generators: readonly Generator[] = [
  {
    generate: () =>
      new Map([['specs/report.schema.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`]]),
  },
  {
    folder: SAMPLE_FOLDER,
    generate: () =>
      new Map([...sampleEmission()].map(([path, csv]) => [`${SAMPLE_FOLDER}/${path}.csv`, csv])),
  },
];

/** Every generated document. */
export const generateDocuments = (): Documents =>
  new Map(generators.flatMap(({ generate }) => [...generate()]));

export interface StaleDocument {
  readonly path: string;
  readonly problem: 'missing' | 'differs' | 'surplus';
}

/** What in the repository at `root` differs from what would be generated. */
export function staleDocuments(root: string): readonly StaleDocument[] {
  const documents = generateDocuments();
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
export function writeDocuments(root: string): readonly StaleDocument[] {
  const documents = generateDocuments();
  const stale = staleDocuments(root);
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
