/** Where the published rules and the flow ask for headers of which no file can satisfy both. */
import type { FileForecast } from '../../specs/forecast.js';
import type { SourceIngestion } from '../../specs/ingestion/ingestion.js';
import type { DataSource, Field } from '../../specs/source.js';
import { flowHeader } from './flow-header.js';

/** null: a file may satisfy both. Both lines are as they stand in a file, ready to be copied. */
export function contradictionOf(
  source: DataSource,
  ingestion: Pick<SourceIngestion, 'grounds'>,
): FileForecast['contradiction'] {
  if (source.sections !== undefined) return null;
  const printed = source.variants.filter(({ basis }) => basis === 'dictionary').map(({ fields }) => fields);
  const headers = printed.length > 0 ? printed : [source.fields];
  const verdicts = headers.map((fields) => flowHeader(headOf(fields), source.delimiter, source, ingestion));
  const [first] = verdicts;
  const documented = headers[0]?.map(({ name }) => name).join(source.delimiter);
  const pipeline = first?.verdict.headerToUse;
  if (verdicts.some(({ verdict }) => verdict.accepted) || documented === undefined || !pipeline) return null;
  return { because: first.verdict.because, documented, pipeline };
}

const headOf = (fields: readonly Field[]): Parameters<typeof flowHeader>[0] => ({
  names: fields.map(({ name }) => name),
  quoted: [],
  byteOrderMark: false,
  wide: null,
  empty: false,
  tooLong: null,
  encodingFault: null,
  openEnded: false,
});
