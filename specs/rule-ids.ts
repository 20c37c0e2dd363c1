/**
 * Every rule id, by scope. Ids name the defect and are API: a released id is never renamed or reused.
 * Profiles give each a severity; `conformance/rules` gives each its check.
 */
export const RULE_IDS = [
  'emission/unreadable-file',
  'emission/unknown-folder',
  'emission/unknown-file',
  'emission/loose-csv',
  'emission/duplicate-source',
  'emission/missing-source',
  'archive/not-a-zip',
  'archive/corrupt',
  'archive/encrypted',
  'archive/unsafe-name',
  'archive/not-one-csv',
  'archive/member-name',
  'archive/expansion-limit',
  'table/empty-file',
  'table/encoding',
  'table/byte-order-mark',
  'table/field-count',
  'table/unclosed-quote',
  'table/wrong-delimiter',
  'table/duplicate-column',
  'table/missing-column',
  'table/unknown-column',
  'table/column-order',
  'table/column-case',
  'table/quoted-header',
  'table/blank-line',
  'table/null-text',
  'table/required-value',
  'table/value-type',
  'table/value-length',
  'table/value-pattern',
  'table/value-range',
  'table/value-not-allowed',
  'table/special-character',
  'table/duplicate-row',
  'table/duplicate-key',
  'table/no-rows',
  'table/row-limit',
] as const;

export type RuleId = (typeof RULE_IDS)[number];

/** `emission`: the folder tree. `archive`: one zip. `table`: one CSV. */
export type RuleScope = 'emission' | 'archive' | 'table';
