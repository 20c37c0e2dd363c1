/** The columns of a data source as its dictionary prints them. */
import type { DataSource, Field } from '../../../../specs/source.js';
import { Notice } from './notice.js';
import { useAnswer } from './use-answer.js';

export function Dictionary({ id }: { readonly id: string }) {
  const answer = useAnswer<DataSource>(`/api/sources/${encodeURIComponent(id)}`);
  if (answer.kind === 'failed') return <Notice tone="bad">{answer.message}</Notice>;
  const source = answer.value;
  if (source === null) return null;
  return (
    <>
      <h3>Dictionary</h3>
      {tablesOf(source).map(({ name, fields, primaryKey }) => (
        <details key={name} open={fields.length <= 40}>
          <summary>
            {name}{' '}
            <span class="faint">
              {fields.length} columns, {source.delimiter === '|' ? 'pipe' : 'comma'} between
            </span>
          </summary>
          <FieldTable fields={fields} primaryKey={primaryKey} label={name} />
        </details>
      ))}
    </>
  );
}

interface Columns {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
}

/** Of variants those that are documented. */
export function tablesOf(source: DataSource): readonly Columns[] {
  if (source.sections !== undefined)
    return source.sections.map((section) => ({ ...section, name: `Section ${section.name}` }));
  const documented = source.variants.filter(({ basis }) => basis === 'dictionary');
  if (documented.length === 0)
    return [{ name: 'Columns', fields: source.fields, primaryKey: source.primaryKey }];
  return documented.map((variant) => ({ ...variant, name: `Variant ${variant.name}` }));
}

const FieldTable = ({
  fields,
  primaryKey,
  label,
}: {
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly label: string;
}) => (
  <div class="scroll" tabIndex={0} role="region" aria-label={label}>
    <table>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Type</th>
          <th scope="col">Holds</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.name}>
            <th scope="row">
              <code>{field.name}</code> {primaryKey.includes(field.name) && <span class="tag">key</span>}
            </th>
            <td>{typeOf(field)}</td>
            <td>
              {field.description} <span class="faint">e.g. {field.example}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Codes shown of a list of them. */
const CODES = 12;

export function typeOf({ type, format, code, constraints = {}, default: stated }: Field): string {
  const { required, minLength, maxLength, minimum, maximum, enum: codes } = constraints;
  return [
    type,
    format,
    code === undefined ? null : `${code} code`,
    required ? 'not null' : null,
    minLength === undefined ? null : `at least ${minLength} long`,
    maxLength === undefined ? null : `at most ${maxLength} long`,
    minimum === undefined ? null : `≥ ${minimum}`,
    maximum === undefined ? null : `≤ ${maximum}`,
    codes === undefined
      ? null
      : `one of ${codes.slice(0, CODES).join(' ')}${codes.length > CODES ? ' …' : ''}`,
    stated === undefined ? null : `default ${stated}`,
  ]
    .filter((word) => word !== null && word !== undefined)
    .join(', ');
}
