/** Plants the files of a golden session, one recipe a line: `<path> <recipe>`. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sampleCsv, sampleEmission } from '../../fixtures/sample/sample-csv.js';
import { demoEmission } from '../../fixtures/broken/demo-emission.js';
import { writeEmission, zipOf } from '../../fixtures/sample/write-emission.js';
import { findSource } from '../../specs/lookup.js';

/**
 * Recipes: `sample` (the whole sample emission), `demo` (the broken one), `folder` (an empty one),
 * `zip <source> [change]` and `csv <source> [change]` (a source's sample, `change` being `/pattern/replacement/`),
 * `text <text>`, `dangling` (a link to nothing), `cut <source>` (its zip without the last 30 bytes).
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
    else if (recipe === 'dangling') symlinkSync(join(folder, 'nowhere'), target);
    else if (recipe !== 'folder') writeFileSync(target, contentOf(recipe, id, change, line));
  }
}

const splitWords = (line: string): string[] => /^(\S+) (\S+) ?(\S*) ?(.*)$/.exec(line)?.slice(1) ?? [];

function contentOf(recipe: string, id: string, change: string, line: string): string | Buffer {
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

function changed(text: string, change: string): string {
  if (change === '') return text;
  const [, pattern = '', replacement = ''] = change.split('/');
  const result = text.replace(new RegExp(pattern), replacement.replaceAll('\\n', '\n'));
  if (result === text) throw new Error(`the change ${change} changes nothing`);
  return result;
}
