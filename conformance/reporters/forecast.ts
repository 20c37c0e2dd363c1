/** The forecast for people: a line a file, more where rows are lost, and which reports the emission can feed. */
import type { Fate, FileForecast, ForecastCount, ReportFeed } from '../../specs/forecast.js';
import type { Report } from '../../specs/report.js';
import { visible } from '../engine/show-value.js';
import type { ReporterContext } from './reporter.js';
import { count, plural } from './wording.js';

export function forecastBlocks(report: Report, context: ReporterContext): string[] {
  const { forecast, specs, options } = report;
  if (forecast.length === 0) return [];
  const { style } = context;
  return [
    style.bold(`What the ingestion of cQube ${specs.version} would do with it`) +
      style.dim(` (on ${options.today}; ~ follows from its code, and was not run)`),
    ...forecast.filter((file) => !isWhole(file)).flatMap((file) => fileLines(file, context)),
    ...wholeLine(forecast, context),
    '',
    ...reportLines(report.reportsFed, context),
  ];
}

/** One line for a suite of JUnit, and what is lost. */
export const forecastText = (file: FileForecast): string =>
  [lineOf(file), ...detailsOf(file)].map((line) => `forecast ${line}\n`).join('');

/** Every row arrives, and there is nothing else to say. */
const isWhole = (file: FileForecast): boolean =>
  file.pickup.outcome === 'ingested' &&
  file.rowsIn !== null &&
  file.rowsIn === file.rowsStored &&
  detailsOf(file).length === 0;

function wholeLine(all: readonly FileForecast[], { style }: ReporterContext): string[] {
  const files = all.filter(isWhole);
  const [first] = files;
  if (first === undefined) return [];
  const rows = files.reduce((sum, { rowsIn }) => sum + (rowsIn ?? 0), 0);
  const what =
    files.length === 1
      ? visible(first.path)
      : plural(files.length, files.length < all.length ? 'other file' : 'file');
  return [`  ${style.green('✓')} ${what}  ${plural(rows, 'row')} in, ${rows === 1 ? 'kept' : 'all kept'}`];
}

function fileLines(file: FileForecast, context: ReporterContext): string[] {
  const sign = signOf(file, context);
  return [`  ${sign} ${lineOf(file)}`, ...detailsOf(file).map((line) => context.style.dim(`      ${line}`))];
}

function signOf(file: FileForecast, { style }: ReporterContext): string {
  if (file.pickup.outcome === 'ignored' && file.source === null) return style.dim('-');
  if (file.pickup.outcome === 'ingested' && file.rowsIn === null) return style.yellow('?');
  const lost = file.pickup.outcome !== 'ingested' || file.rowsIn !== file.rowsStored;
  const hidden = file.rowsNeverShown.length > 0;
  if (lost && file.rowsStored === 0) return style.red('✗');
  return lost || hidden ? style.yellow('!') : style.green('✓');
}

const KINDS: Readonly<Record<Fate['fate'], string>> = {
  'not-picked-up': 'not picked up',
  columns: 'header refused',
  unreadable: 'not readable',
  datatype: 'type',
  null: 'no value',
  'same-record': 'copies',
  'only-where': 'left out',
  'same-id': 'one id',
  'other-month': 'other months',
  'future-month': 'month to come',
  retention: 'too old',
  load: 'refused by the table',
  'load-batch': 'lost with those',
};

const unsure = ({ certainty }: Pick<Fate, 'certainty'>): string => (certainty === 'code' ? '' : '~');

/** `160 rows in, 158 kept, 2 lost: type 1, ~one id 1`. */
function lineOf(file: FileForecast): string {
  const name = visible(file.path);
  if (file.rowsIn === null)
    return `${name}  ${OUTCOMES[file.pickup.outcome]}${file.pickup.outcome === 'ingested' ? '; its rows could not be counted' : ''}`;
  const lost = file.rowsIn - (file.rowsStored ?? 0);
  const kinds = new Map<string, number>();
  for (const fate of file.fates) {
    const kind = `${unsure(fate)}${KINDS[fate.fate]}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + fate.count);
  }
  const reasons = [...kinds].map(([kind, rows]) => `${kind} ${count(rows)}`).join(', ');
  return `${name}  ${plural(file.rowsIn, 'row')} in, ${count(file.rowsStored ?? 0)} kept${lost > 0 ? `, ${count(lost)} lost: ${reasons}` : ''}`;
}

const OUTCOMES = {
  ingested: 'picked up',
  ignored: 'not picked up, and stays in the bucket',
  refused: 'picked up, refused and deleted',
} as const;

function detailsOf({
  pickup,
  header,
  contradiction,
  fates,
  rowsNeverShown,
  valuesNotLoaded,
  defects,
}: FileForecast): string[] {
  return [
    ...(fates.length === 0 && pickup.outcome !== 'ingested' ? [visible(pickup.because)] : []),
    ...fates.map(fateLine),
    ...(contradiction === null ? [] : contradictionLines(contradiction)),
    ...(contradiction === null &&
    header?.accepted === false &&
    header.headerToUse !== null &&
    header.headerToUse.length <= 400
      ? [`it would take: ${header.headerToUse}`]
      : []),
    ...rowsNeverShown.map(
      (hidden) => `${unsure(hidden)}kept, but never shown: ${plural(hidden.count, 'row')}, ${hidden.reason}`,
    ),
    ...valuesNotLoaded.map(countLine),
    ...defects.map(
      (defect) => `${unsure(defect)}defect of the flow, ${plural(defect.count, 'row')}: ${defect.reason}`,
    ),
  ];
}

const contradictionLines = ({
  because,
  documented,
  pipeline,
}: NonNullable<FileForecast['contradiction']>): string[] => [
  `no header satisfies both the published rules and the flow: ${because}`,
  `  published: ${documented}`,
  `  the flow:  ${pipeline}`,
];

const countLine = (one: ForecastCount): string =>
  `${unsure(one)}${count(one.count)} ${one.what}: ${one.reason}`;

function fateLine(fate: Fate): string {
  const lines = fate.samples.map(({ line }) => line);
  const where =
    lines.length === 0 ? '' : ` (${lines.length < fate.count ? 'such as ' : ''}line ${lines.join(', ')})`;
  return `${unsure(fate)}${count(fate.count)} ${fate.preventable ? 'lost' : 'lost, and you cannot help it'}: ${visible(fate.reason)}${where}`;
}

function reportLines(feeds: readonly ReportFeed[], { style }: ReporterContext): string[] {
  if (feeds.length === 0) return [];
  const absent = feeds.filter(({ state }) => state === 'absent').map(({ report }) => report);
  return [
    style.bold('Reports that this emission can feed') +
      style.dim(' (what was emitted before is not known here)'),
    ...feeds.flatMap(({ report, title, state, missing }) => {
      if (state === 'absent') return [];
      if (state === 'fed') return [`  ${style.green('✓')} ${report}: ${title}`];
      return [
        `  ${style.yellow('!')} ${report}: ${title}`,
        ...[...new Set(missing.map(({ because }) => because))].map((reason) => {
          const names = missing.filter(({ because }) => because === reason).map(({ source }) => source);
          return style.dim(`      ${names.join(', ')}: ${visible(reason)}`);
        }),
      ];
    }),
    ...(absent.length > 0 ? [style.dim(`  - nothing for ${absent.join(', ')}`)] : []),
    '',
  ];
}
