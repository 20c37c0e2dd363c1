/** Runs an example of a rule through the whole check, so that what `explain` prints is what a user would see. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkEmission } from '../conformance/check-emission.js';
import { exampleJournal } from '../conformance/engine/example-journal.js';
import type { Example } from '../conformance/engine/example.js';
import { writeZip } from '../fixtures/raw/write-zip.js';
import { sampleCsv } from '../fixtures/sample/sample-csv.js';
import { zipOf } from '../fixtures/sample/write-emission.js';
import { findSource, resolveName } from '../specs/lookup.js';
import { profiles } from '../specs/profiles/index.js';
import type { Profile } from '../specs/profiles/profile.js';
import type { Report } from '../specs/report.js';

/** Writes the example below a temporary folder that is gone afterwards. */
export async function runExample(example: Example): Promise<Report> {
  const profile = profiles.find(({ id }) => id === (example.profile ?? 'documented'));
  if (!profile) throw new Error(`example ${example.title}: no profile ${example.profile ?? ''}`);
  const root = join(mkdtempSync(join(tmpdir(), 'cqube-conform-example-')), 'cqube_emission');
  try {
    mkdirSync(root);
    for (const [path, content] of filesOf(example)) plant(join(root, path), content);
    if (example.kind === 'journal') return await runTraffic(example, root, profile);
    return await checkEmission([root], { profile, now: () => 0 });
  } finally {
    rmSync(dirname(root), { recursive: true, force: true });
  }
}

/** The recording is written as the mock writes it, and read back. */
function runTraffic(
  { traffic, files }: Extract<Example, { kind: 'journal' }>,
  root: string,
  profile: Profile,
): Promise<Report> {
  const digestOf = (name: string, changed: boolean): string =>
    createHash('sha256')
      .update(changed ? 'other bytes' : sampleZip(name))
      .digest('hex');
  const path = join(dirname(root), 'journal.ndjson');
  const lines = exampleJournal(traffic, digestOf).map((entry) => `${JSON.stringify(entry)}\n`);
  writeFileSync(path, lines.join(''));
  const recording = { kind: 'journal', path } as const;
  return checkEmission(files === undefined ? [] : [root], { profile, recording, now: () => 0 });
}

function plant(target: string, content: Uint8Array | 'unreadable'): void {
  mkdirSync(dirname(target), { recursive: true });
  if (content === 'unreadable') symlinkSync('nowhere', target);
  else writeFileSync(target, content);
}

/** Path below the emission folder, and bytes. */
function filesOf(example: Example): readonly (readonly [string, Uint8Array | 'unreadable'])[] {
  if (example.kind === 'journal') return (example.files ?? []).map((path) => [path, sampleZip(path)]);
  if (example.kind === 'emission') {
    return Object.entries(example.files).map(([path, content]) => [path, contentOf(path, content)]);
  }
  const source = findSource(example.source);
  if (!source) throw new Error(`example ${example.title}: no source ${example.source}`);
  const path = `${source.folder}/${source.stem}.zip`;
  if (example.kind === 'table') return [[path, zipOf(`${source.stem}.csv`, csvBytes(example))]];
  return [[path, 'text' in example.zip ? Buffer.from(example.zip.text) : writeZip(example.zip)]];
}

function contentOf(
  path: string,
  content: Extract<Example, { kind: 'emission' }>['files'][string],
): Uint8Array | 'unreadable' {
  if (content === 'sample') return sampleZip(path);
  if (content === 'unreadable') return content;
  if ('text' in content) return Buffer.from(content.text);
  return zipOf((path.split('/').at(-1) ?? '').replace(/zip$/, 'csv'), Buffer.from(content.csv));
}

/** The sample of the source whose name the path bears; a path of no source gets a file that nobody would open. */
function sampleZip(path: string): Uint8Array {
  const stem = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const found = resolveName(stem);
  return zipOf(`${stem}.csv`, found.kind === 'source' ? sampleCsv(found.source) : 'x\n');
}

const csvBytes = ({ csv, encoding }: Extract<Example, { kind: 'table' }>): Uint8Array =>
  encoding === 'utf16le'
    ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv, 'utf16le')])
    : Buffer.from(csv, encoding ?? 'utf8');
