/** What one profile expects of one source's CSV in one of its variants: the spec, read through the profile. */
import { defaultIngestion } from '../../specs/ingestion/index.js';
import type { Fact, Profile } from '../../specs/profiles/profile.js';
import type {
  DataSource,
  Field,
  FieldFormat,
  FieldType,
  PipelineLayout,
  PipelineType,
} from '../../specs/source.js';
import { flowFacts, judgeFlowValue, Verdict } from './flow-value.js';
import type { FlowColumnFacts } from './flow-value.js';

export interface ExpectedColumn {
  readonly name: string;
  /** Index in `Expectation.columns`. */
  readonly index: number;
  readonly field: Field;
  readonly type: FieldType;
  readonly format: FieldFormat | null;
  readonly required: boolean;
  readonly maxLength: number | null;
  readonly sensitive: boolean;
  /** What the flow makes of its values; null: the profile does not ask. */
  readonly flow: FlowColumnFacts | null;
  /** The flow takes 0 and 0.0 for a blank. */
  readonly zeroIsNull: boolean;
  /** Facts that hold for every value of the column. */
  readonly facts: ReadonlySet<Fact>;
}

export interface Expectation {
  readonly profile: Profile;
  readonly source: DataSource;
  readonly variant: string | null;
  readonly delimiter: string;
  readonly columns: readonly ExpectedColumn[];
  /** Columns of another authority: not asked for, but known, so neither unknown nor checked. */
  readonly ignored: readonly string[];
  /** Column indexes of the key; empty: none. */
  readonly key: readonly number[];
  /** Column names match whatever their case. */
  readonly caseFree: boolean;
  readonly orderEnforced: boolean;
  /** Facts that hold for the whole file. */
  readonly facts: ReadonlySet<Fact>;
  readonly nullWord: 'null' | 'text' | 'zero';
  readonly trims: boolean;
}

/** The column sets that the profile lets a file of this source have, by variant name (null: no variants). */
export function readings(source: DataSource, profile: Profile): readonly (string | null)[] {
  if (source.variants.length === 0) return [null];
  if (profile.authority === 'dictionary') {
    return source.variants.filter((variant) => variant.basis === 'dictionary').map((variant) => variant.name);
  }
  const layouts = source.variants.filter((variant) => Object.hasOwn(source.pipeline.layouts, variant.name));
  return layouts.length > 0 ? layouts.map((variant) => variant.name) : [source.variants[0]?.name ?? null];
}

/** The spec of one column set, as the profile reads it. `nullWord` differs where an alias is read by another flow. */
export function expectationOf(
  source: DataSource,
  profile: Profile,
  variantName: string | null,
  nullWord: Expectation['nullWord'] = source.pipeline.nullWord,
): Expectation {
  const variant = source.variants.find((candidate) => candidate.name === variantName);
  const fields = variant?.fields ?? source.fields;
  const primaryKey = variant?.primaryKey ?? source.primaryKey;
  const layout = layoutOf(source, variantName);
  const byPipeline = profile.authority === 'pipeline';
  const keyNames = byPipeline
    ? (layout?.key ?? [])
    : primaryKey.length > 0
      ? primaryKey
      : (layout?.key ?? []);
  const asked = byPipeline && layout ? inPipelineOrder(source, fields, layout) : fields;
  const columns = asked.map((field, index) =>
    expectColumn({ field, index, source, layout, byPipeline, keyNames }),
  );
  return {
    profile,
    source,
    variant: variantName,
    delimiter: byPipeline ? source.pipeline.delimiter : source.delimiter,
    columns,
    ignored: byPipeline ? namesBeside(source, fields, asked) : [],
    key: keyNames
      .map((name) => columns.findIndex((column) => column.name === name))
      .filter((index) => index >= 0),
    caseFree: byPipeline,
    orderEnforced: !byPipeline || source.pipeline.headerOrder !== undefined,
    facts: fileFacts(source, layout, !byPipeline && primaryKey.length > 0),
    nullWord,
    trims: source.pipeline.trims,
  };
}

/** Columns that some origin knows and the flow does not need. */
function namesBeside(
  source: DataSource,
  fields: readonly Field[],
  asked: readonly Field[],
): readonly string[] {
  const known = [fields, ...source.variants.map((variant) => variant.fields)]
    .flat()
    .map((field) => field.name);
  return [...new Set(known)].filter((name) => !asked.some((field) => field.name === name));
}

/** The flow's facts for this column set; where it reads another set only, those facts under this set's names. */
function layoutOf(source: DataSource, variantName: string | null): PipelineLayout | undefined {
  const { layouts } = source.pipeline;
  const own = layouts[variantName ?? 'default'] ?? layouts['default'];
  if (own) return own;
  const other = source.variants.find((variant) => Object.hasOwn(layouts, variant.name));
  const layout = other && layouts[other.name];
  if (!layout || variantName !== source.variants[0]?.name) return layout;
  const rename = (name: string): string => other.equivalents?.[name] ?? name;
  const renameKeys = <Value>(facts: Readonly<Record<string, Value>> = {}): Record<string, Value> =>
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [rename(name), value]));
  return {
    ...layout,
    required: layout.required.map(rename),
    read: layout.read.map(rename),
    nullChecked: layout.nullChecked.map(rename),
    key: layout.key.map(rename),
    types: renameKeys(layout.types),
    maxLengths: renameKeys(layout.maxLengths),
  };
}

/** The columns that the flow needs, in the order that it enforces, else in the dictionary's. */
function inPipelineOrder(
  source: DataSource,
  fields: readonly Field[],
  layout: PipelineLayout,
): readonly Field[] {
  const needed = fields.filter(({ name }) => layout.required.includes(name) || layout.read.includes(name));
  const order = source.pipeline.headerOrder;
  if (!order) return needed;
  const place = new Map(order.map((name, index) => [name, index]));
  const placeOf = (field: Field): number => place.get(field.name.toLowerCase()) ?? order.length;
  return needed.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function fileFacts(
  source: DataSource,
  layout: PipelineLayout | undefined,
  dictionaryKey: boolean,
): Set<Fact> {
  const facts = new Set<Fact>();
  if (source.pipeline.headerOrder) facts.add('orderEnforced');
  if (source.pipeline.memberNameRead) facts.add('memberNameRead');
  if (source.pipeline.acceptsCsv) facts.add('csvAccepted');
  if (source.pipeline.duplicateKey === 'earliest-kept') facts.add('earliestKept');
  if (source.pipeline.nullWord === 'zero') facts.add('nullWordZero');
  if (layout?.duplicateRow === 'breaks-file') facts.add('duplicateBreaksFile');
  if (dictionaryKey) facts.add('dictionaryKey');
  return facts;
}

interface ColumnInput {
  readonly field: Field;
  readonly index: number;
  readonly source: DataSource;
  readonly layout: PipelineLayout | undefined;
  readonly byPipeline: boolean;
  readonly keyNames: readonly string[];
}

function expectColumn({ field, index, source, layout, byPipeline, keyNames }: ColumnInput): ExpectedColumn {
  const flowType = byPipeline ? layout?.types?.[field.name] : undefined;
  const flowLength = layout?.maxLengths?.[field.name];
  const flow = byPipeline ? flowOf(field.name, index, source, layout) : null;
  return {
    name: field.name,
    index,
    field,
    type: narrowed((flowType && typeInFlow(flowType, field.type)) ?? field.type, flow),
    flow,
    format: field.format ?? null,
    required: flow ? judgeFlowValue(flow, '') !== Verdict.fine : isRequired(field, layout, byPipeline),
    maxLength: (byPipeline ? flowLength : undefined) ?? field.constraints?.maxLength ?? null,
    sensitive: field.sensitive !== undefined,
    zeroIsNull: layout?.zeroIsNull?.includes(field.name) ?? false,
    facts: columnFacts(field, source, layout, keyNames),
  };
}

function flowOf(
  name: string,
  index: number,
  source: DataSource,
  layout: PipelineLayout | undefined,
): FlowColumnFacts | null {
  const ingestion = defaultIngestion.sources[source.id];
  return ingestion && layout?.read.includes(name) ? flowFacts(name, index, source, ingestion, layout) : null;
}

const isRequired = (field: Field, layout: PipelineLayout | undefined, byPipeline: boolean): boolean =>
  byPipeline ? layout?.nullChecked.includes(field.name) === true : field.constraints?.required === true;

/** An integer that the check lets pass may be too wide for its table. */
function narrowed(type: FieldType, flow: FlowColumnFacts | null): FieldType {
  if (flow === null || type !== 'integer') return type;
  const isPrintedSmall = flow.tableAsPrinted && flow.field?.type === 'smallint';
  return flow.type?.tableBits === 16 || isPrintedSmall ? 'smallint' : type;
}

function columnFacts(
  field: Field,
  source: DataSource,
  layout: PipelineLayout | undefined,
  keyNames: readonly string[],
): Set<Fact> {
  const facts = new Set<Fact>();
  if (keyNames.includes(field.name)) facts.add('keyColumn');
  if (field.default !== undefined) facts.add('hasDefault');
  if (field.type !== 'string') facts.add('typedColumn');
  if (layout?.required.includes(field.name)) facts.add('requiredByFlow');
  if (field.type === 'date' || field.type === 'timestamp') facts.add('dateValue');
  if (field.format === 'academic-year' && (source.folder === 'pat' || source.folder === 'sat'))
    facts.add('examYear');
  if (/^([1-9]|[12]\d|3[01])$/.test(field.name)) facts.add('attendanceDay');
  return facts;
}

/**
 * The flow's own type, in the vocabulary of the specs; null: it takes any text, so the dictionary's type stands.
 * Its date check takes a valid beginning, so a timestamp stays one.
 */
function typeInFlow(type: PipelineType, printed: FieldType): FieldType | null {
  const types: Record<PipelineType['is'], FieldType | null> = {
    int: 'integer',
    long: 'bigint',
    decimal: 'number',
    double: 'number',
    date: printed === 'timestamp' ? 'timestamp' : 'date',
    boolean: 'boolean',
    string: null,
    any: null,
  };
  return types[type.is];
}
