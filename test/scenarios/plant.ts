/** Plants the files of a golden session, one recipe a line: `<path> <recipe>`. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleJournal } from '../../conformance/engine/example-journal.js';
import type { TrafficStep } from '../../conformance/engine/example.js';
import { sampleCsv, sampleEmission } from '../../fixtures/sample/sample-csv.js';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { writeEmission, zipOf } from '../../fixtures/sample/write-emission.js';
import { findSource } from '../../specs/lookup.js';

/**
 * Recipes: `sample` (the whole sample emission), `demo` (the broken one), `folder` (an empty one),
 * `zip <source> [change]` and `csv <source> [change]` (a source's sample, `change` being `/pattern/replacement/`),
 * `traffic <steps>` (a journal of them, as the mock records it; JSON without blanks), `client-log <file=status,…>` (the
 * log of cQube's own client, a minute a file), `shard <i/n>` (the JSON report of that shard of `cqube_emission`, and its
 * findings beside it, `.ndjson`), `text <text>`, `dangling` (a link to nothing), `cut <source>` (its zip without the last 30 bytes).
 */
export function plant(folder: string, recipes: string): void {
  for (const line of recipes.split('\n').filter(Boolean)) {
    const [path = '', recipe = '', id = '', change = ''] = splitWords(line);
    const target = join(folder, ...path.split('/'));
    mkdirSync(recipe === 'sample' || recipe === 'demo' || recipe === 'folder' ? target : dirname(target), {
      recursive: true,
    });
    if (recipe === 'sample') writeEmission(target, sampleEmission());
    else if (recipe === 'demo') writeEmission(target, demoEmission);
    else if (recipe === 'shard') writeShard(folder, path, id);
    else if (recipe === 'dangling') symlinkSync(join(folder, 'nowhere'), target);
    else if (recipe !== 'folder') writeFileSync(target, contentOf(recipe, id, change, line));
  }
}

const program = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));

function writeShard(folder: string, path: string, shard: string): void {
  const findings = path.replace(/json$/, 'ndjson');
  spawnSync(
    process.execPath,
    [program, 'check', 'cqube_emission', '--shard', shard, '-f', `json=${path}`, '--findings-file', findings],
    { cwd: folder, env: { ...process.env, SOURCE_DATE_EPOCH: '1600000000' } },
  );
}

const splitWords = (line: string): string[] => /^(\S+) (\S+) ?(\S*) ?(.*)$/.exec(line)?.slice(1) ?? [];

function contentOf(recipe: string, id: string, change: string, line: string): string | Buffer {
  if (recipe === 'traffic') return journalOf(JSON.parse(id) as TrafficStep[]);
  if (recipe === 'client-log') return clientLog(id);
  if (recipe === 'text') return `${id} ${change}\n`;
  const source = findSource(id);
  if (!source) throw new Error(`unknown recipe: ${line}`);
  const csv = changed(sampleCsv(source), change);
  if (recipe === 'csv') return csv;
  const zip = zipOf(`${source.stem}.csv`, csv);
  if (recipe === 'zip') return zip;
  if (recipe === 'cut') return zip.subarray(0, zip.length - 30);
  throw new Error(`unknown recipe: ${line}`);
}

const journalOf = (steps: readonly TrafficStep[]): string =>
  exampleJournal(steps, (name, differs) => createHash('sha256').update(`${name}${differs}`).digest('hex'))
    .map((entry) => `${JSON.stringify(entry)}\n`)
    .join('');

const clientLog = (files: string): string =>
  files
    .split(',')
    .flatMap((file, minute) => {
      const [name, status] = file.split('=');
      const path = `/home/state/cqube_emission/${name}`;
      const time = `05-01-2026 10:${String(minute).padStart(2, '0')}`;
      return [
        'DEBUG:urllib3.connectionpool:Starting new HTTP connection (1): 10.0.0.7:80',
        `INFO:root:Emission start time ${time}:00 for file ${path}`,
        '',
        `INFO:root:Emission end time ${time}:30 for file ${path} with status code${status}`,
        '',
      ];
    })
    .join('\n');

function changed(text: string, change: string): string {
  if (change === '') return text;
  const [, pattern = '', replacement = ''] = change.split('/');
  const result = text.replace(new RegExp(pattern), replacement.replaceAll('\\n', '\n'));
  if (result === text) throw new Error(`the change ${change} changes nothing`);
  return result;
}
