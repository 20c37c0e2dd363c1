/** What the 32 UDISE sources share: one flow, which checks the header as one text and no value at all. */
import type { Conflict, Field, ForeignKey, Origin, PipelineFacts, PipelineType } from './source.js';

/** Every UDISE row belongs to a school. */
export const ofSchool: ForeignKey<'udise_sch_code'> = {
  fields: ['udise_sch_code'],
  reference: { source: 'school_master', fields: ['udise_sch_code'] },
  origin: 'pipeline',
};

export const schoolCodeAsNumber: Conflict = {
  about: 'type of udise_sch_code',
  says: 'The dictionary prints char(11); the table keeps bigint, so a leading zero is lost there.',
  used: 'text of 11 digits',
};

/** `table` as the dictionary titles it. */
export const udiseOrigins = (table: string): readonly Origin[] => [
  { from: 'dictionary', where: `workbook, sheet UDISE schema (table ${table})` },
  { from: 'database', where: 'release 3.7, udise.sql' },
  { from: 'pipeline', where: 'release 3.7, udise flow: header check, parameters, queries' },
];

interface UdiseFacts<Name extends string> {
  readonly stem: string;
  /** In the order that the header check wants. */
  readonly fields: readonly Field<Name>[];
  /** Name of the variant that the flow reads, where that is not the dictionary's order. */
  readonly variant?: 'pipeline';
  readonly stemPrefix?: string;
  readonly nullChecked: readonly NoInfer<Name>[];
  readonly key: readonly NoInfer<Name>[];
  /** Columns that the table lacks. */
  readonly notStored?: readonly NoInfer<Name>[];
  /** Columns whose type in the table is not the dictionary's. */
  readonly types?: Readonly<Record<string, PipelineType>>;
  readonly maxLengths?: Readonly<Record<string, number>>;
  readonly nullWordColumns?: readonly NoInfer<Name>[];
  readonly notes?: readonly string[];
}

export function udisePipeline<Name extends string>(facts: UdiseFacts<Name>): PipelineFacts {
  const { fields, nullChecked, key, maxLengths, notStored, nullWordColumns } = facts;
  const names = fields.map((field) => field.name);
  const stemPrefix = facts.stemPrefix ?? facts.stem;
  return {
    keyPrefixes: [`udise/${stemPrefix}`],
    stemPrefix,
    delimiter: '|',
    headerOrder: names.map((name) => name.toLowerCase()),
    nullWord: 'text',
    ...(nullWordColumns && { nullWordColumns }),
    trims: true,
    duplicateKey: 'all-dropped',
    table: `udise_${facts.stem}`,
    layouts: {
      [facts.variant ?? 'default']: {
        required: names,
        read: names,
        nullChecked,
        key,
        types: { udise_sch_code: { is: 'long', tableOnly: true }, ...facts.types },
        typedByTable: true,
        ...(notStored && { notStored }),
        ...(maxLengths && { maxLengths }),
      },
    },
    notes: [
      ...(facts.notes ?? []),
      'The lower-cased header must hold all columns in this order; others may only stand before or after them.',
      'There is no datatype check: a value that does not fit its table column breaks its batch.',
      'The year is in no key: a later year overwrites an earlier one.',
      'A school that is not in the hierarchy, or without coordinates above 0, never reaches a report.',
    ],
  };
}
