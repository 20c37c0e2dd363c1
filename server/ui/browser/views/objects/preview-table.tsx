/** The first rows of an object, with what the dictionary says of each column. */
import type { DataSource, Field } from '../../../../../specs/source.js';
import { objectPath } from '../../api/ask.js';
import type { Preview } from '../../api/shapes.js';
import { tablesOf, typeOf } from '../../parts/dictionary.js';
import { oneLine } from '../../parts/format.js';
import { Notice } from '../../parts/notice.js';
import { useAnswer } from '../../parts/use-answer.js';

/** Columns shown; more is for a spreadsheet. */
const COLUMNS = 60;

export function PreviewTable({
  bucket,
  objectKey,
  source,
  etag,
}: {
  readonly bucket: string;
  readonly objectKey: string;
  /** Id of the data source; null: not known. */
  readonly source: string | null;
  readonly etag: string;
}) {
  const path = `${objectPath(bucket)}/preview?rows=21&key=${encodeURIComponent(objectKey)}`;
  const preview = useAnswer<Preview>(path, etag);
  const dictionary = useAnswer<DataSource>(
    source === null ? null : `/api/sources/${encodeURIComponent(source)}`,
  );
  if (preview.kind === 'failed') return <Notice tone="bad">{preview.message}</Notice>;
  const { value } = preview;
  if (value === null) return null;
  if (value.reason !== null)
    return (
      <Notice tone="warn" title="No preview">
        {oneLine(value.reason)}
      </Notice>
    );
  const fields = dictionary.value === null ? null : fieldsFor(dictionary.value, value.rows[0] ?? []);
  return (
    <>
      <h3>First rows {value.member !== null && <bdi class="faint">{oneLine(value.member, 100)}</bdi>}</h3>
      <Rows preview={value} fields={fields} />
      <p class="faint">
        {value.more ? 'There is more in the file. ' : 'That is all of it. '}
        {value.delimiter === null
          ? 'No delimiter found.'
          : `Fields are separated by ${value.delimiter === '|' ? 'pipes' : 'commas'}.`}{' '}
        Numbers of twelve digits are masked.
      </p>
    </>
  );
}

/** Of several variants the one that has most of the columns. */
function fieldsFor(source: DataSource, header: readonly string[]): ReadonlyMap<string, Field> {
  const common = (fields: readonly Field[]): number =>
    fields.filter(({ name }) => header.includes(name)).length;
  const [best] = tablesOf(source).toSorted((one, other) => common(other.fields) - common(one.fields));
  return new Map((best?.fields ?? []).map((field) => [field.name, field]));
}

function Rows({
  preview,
  fields,
}: {
  readonly preview: Preview;
  readonly fields: ReadonlyMap<string, Field> | null;
}) {
  const [header = [], ...rows] = preview.rows;
  const columns = header.slice(0, COLUMNS);
  return (
    <div class="scroll preview" tabIndex={0} role="region" aria-label="First rows">
      <table>
        <thead>
          <tr>
            {columns.map((name, index) => (
              <HeadCell key={index} name={name} fields={fields} />
            ))}
            {header.length > COLUMNS && <th scope="col">{header.length - COLUMNS} more columns</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.slice(0, COLUMNS).map((cell, index) => (
                <td key={index}>
                  <bdi>{oneLine(cell, 200)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HeadCell = ({
  name,
  fields,
}: {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field> | null;
}) => {
  const field = fields?.get(name);
  return (
    <th scope="col" class={fields !== null && field === undefined ? 'stranger' : ''}>
      <bdi class="column-name">{oneLine(name, 80)}</bdi>
      {field !== undefined && (
        <span class="column-facts" title={field.description}>
          {typeOf(field)}
          <br />
          {field.description}
        </span>
      )}
      {fields !== null && field === undefined && <span class="column-facts">not in the dictionary</span>}
    </th>
  );
};
