/** CSV text for the examples of rules, made from the examples of the spec. */
import { sources } from '../../specs/sources/index.js';
import type { DataSource } from '../../specs/source.js';

/** Header and one row of the source's example values, some of them changed; a second row may follow. */
export function exampleCsv(id: string, ...rows: readonly Readonly<Record<string, string>>[]): string {
  const source = sources.find((candidate) => candidate.id === id) as DataSource;
  const lines = (rows.length > 0 ? rows : [{}]).map((changes) =>
    source.fields.map((field) => changes[field.name] ?? field.example).join(source.delimiter),
  );
  return `${[source.fields.map((field) => field.name).join(source.delimiter), ...lines].join('\n')}\n`;
}

/** Header and one row of a variant's example values. */
export function variantCsv(id: string, name: string): string {
  const source = sources.find((candidate) => candidate.id === id) as DataSource;
  const fields = source.variants.find((variant) => variant.name === name)?.fields ?? source.fields;
  const lines = [fields.map((field) => field.name), fields.map((field) => field.example)];
  return lines.map((line) => `${line.join(source.delimiter)}\n`).join('');
}
