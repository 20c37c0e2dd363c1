/** The fields of a form before its file. Names are compared without case, values with it. */

export type FormField = readonly [name: string, value: string];

export interface FormFields {
  /** As they came. */
  readonly all: readonly FormField[];
  /** Of the first field of that (lower-case) name; undefined: there is none. */
  readonly get: (name: string) => string | undefined;
}

const VARIABLE = '${filename}';

/** What follows the last slash of either kind: clients send whole paths. */
const baseName = (fileName: string): string =>
  fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);

/**
 * Puts the file's name in for `${filename}`, in every field but the policy, before anything is judged: conditions are
 * about the outcome. `fileName` null: the file came without a name, then the variable stays as it is.
 */
export const readFields = (fields: readonly FormField[], fileName: string | null): FormFields => {
  const name = fileName === null ? VARIABLE : baseName(fileName);
  const all = fields.map(([field, value]): FormField =>
    field.toLowerCase() === 'policy' ? [field, value] : [field, value.replaceAll(VARIABLE, () => name)],
  );
  const first = new Map<string, string>();
  for (const [field, value] of all)
    if (!first.has(field.toLowerCase())) first.set(field.toLowerCase(), value);
  return { all, get: (field) => first.get(field) };
};
