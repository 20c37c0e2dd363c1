/** A source with the columns that a configuration adds to it. */
import type { ExtraColumn } from '../specs/configured.js';
import type { DataSource, Field } from '../specs/source.js';

export function withExtraColumns(source: DataSource, columns: readonly ExtraColumn[]): DataSource {
  const own = columns.filter((column) => column.source === source.id);
  if (own.length === 0 || source.sections) return source;
  const add = (fields: readonly Field[]): readonly Field[] => own.reduce(insert, fields);
  return {
    ...source,
    fields: add(source.fields),
    variants: source.variants.map((variant) => ({ ...variant, fields: add(variant.fields) })),
  };
}

/** Behind the column that it follows; where this variant lacks that one, at the end. */
function insert(fields: readonly Field[], column: ExtraColumn): readonly Field[] {
  const place = fields.findIndex(({ name }) => name.toLowerCase() === column.after?.toLowerCase());
  return place < 0 ? [...fields, fieldOf(column)] : fields.toSpliced(place + 1, 0, fieldOf(column));
}

const fieldOf = ({ name, type, format, required, maxLength, enum: values }: ExtraColumn): Field => ({
  name,
  type,
  ...(format !== undefined && { format }),
  constraints: {
    ...(required === true && { required }),
    ...(maxLength !== undefined && { maxLength }),
    ...(values !== undefined && { enum: values }),
  },
  description: 'declared in the configuration',
  example: '',
});
