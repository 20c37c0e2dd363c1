/** A data source in words, for a terminal. */
import type { Conflict, DataSource, Field, ForeignKey } from './source.js';

/** Id, path, kind and title on one line. */
export const sourceLine = (source: DataSource): string =>
  [
    source.id.padEnd(38),
    `${source.folder}/${source.stem}.zip`.padEnd(66),
    source.kind.padEnd(12),
    `${String(source.fields.length).padStart(3)} columns`,
    source.title ?? '',
  ]
    .join(' ')
    .trimEnd();

/** Everything that the spec says, line by line. `strong` sets headings off. */
export function describeSource(source: DataSource, strong: (text: string) => string): string[] {
  return [
    strong(`${source.id}${source.title === null ? '' : ` · ${source.title}`}`),
    `cqube_emission/${source.folder}/${source.stem}.zip holding ${source.stem}.csv, ${source.kind}, fields separated by ${source.delimiter}`,
    ...source.aliases.map((alias) => `also emitted as ${alias.folder}/${alias.stem}.zip`),
    ...(source.limits ? [`documented limits: ${source.limits.rows} rows, ${source.limits.bytes} bytes`] : []),
    ...(source.sections ?? []).flatMap((section) => [
      '',
      strong(`Section ${section.name}, closed by “${section.endMarker}”`),
      ...section.fields.map(fieldLine),
    ]),
    ...(source.variants.length === 0
      ? ['', strong('Columns'), ...source.fields.map(fieldLine), ...keyLines(source)]
      : []),
    ...source.variants.flatMap((variant) => [
      '',
      strong(
        `Columns of variant ${variant.name}${variant.basis === 'pipeline' ? ' (as the pipeline or its sample has them; not documented)' : ''}`,
      ),
      ...variant.fields.map(fieldLine),
      ...keyLines(variant),
    ]),
    ...conflictLines(source.conflicts, strong),
  ];
}

function fieldLine(field: Field, index: number): string {
  const { constraints = {}, default: stated } = field;
  const facts = [
    field.type,
    field.format,
    field.code && `${field.code} code`,
    constraints.required && 'NOT NULL',
    constraints.maxLength !== undefined && `at most ${constraints.maxLength}`,
    constraints.minLength !== undefined && `at least ${constraints.minLength}`,
    constraints.minimum !== undefined && `≥ ${constraints.minimum}`,
    constraints.maximum !== undefined && `≤ ${constraints.maximum}`,
    constraints.enum && `one of ${constraints.enum.join(' ')}`,
    stated !== undefined && `default ${stated}`,
  ].filter(Boolean);
  return `  ${String(index + 1).padStart(3)} ${field.name.padEnd(28)} ${facts.join(', ')} · ${field.description} (e.g. ${field.example})`;
}

const keyLines = ({
  primaryKey,
  foreignKeys,
}: {
  primaryKey: readonly string[];
  foreignKeys: readonly ForeignKey[];
}): string[] => [
  ...(primaryKey.length > 0 ? [`  key: ${primaryKey.join(', ')}`] : []),
  ...foreignKeys.map(
    ({ fields, reference }) =>
      `  ${fields.join(', ')} refers to ${reference.source} (${reference.fields.join(', ')})`,
  ),
];

const conflictLines = (conflicts: readonly Conflict[], strong: (text: string) => string): string[] =>
  conflicts.length === 0
    ? []
    : [
        '',
        strong('Where the origins disagree'),
        ...conflicts.map(({ about, says, used }) => `  ${about}: ${says} Used here: ${used}.`),
      ];
