/** The forecast as a chart: of the rows of each file, how many the ingestion keeps, and how many it drops and why. */
import type { Fate, FileForecast } from '../../../../specs/forecast.js';
import type { Report } from '../../../../specs/report.js';
import { count, plural } from '../../wording.js';
import { markup, pathCode } from '../markup.js';
import type { Markup } from '../markup.js';
import { percent } from './summary.js';

/** Files of a chart. */
const MOST_FILES = 200;
/** Units of the drawing, from end to end. */
const WIDTH = 400;

export function forecastSection({ forecast, specs, options }: Report): Markup | false {
  const known = forecast.filter(({ source, rowsIn }) => source !== null || rowsIn !== null);
  if (known.length === 0) return false;
  const ranked = known.toSorted((a, b) => lostOf(b) - lostOf(a));
  const shown = ranked.slice(0, MOST_FILES);
  return markup`<section id="forecast" aria-labelledby="forecast-title">
<h2 id="forecast-title">${`What the ingestion of cQube ${specs.version} would do with it`}</h2>
<p class="hint">${`On ${options.today}. ~ follows from its code, and was not run. No part of the verdict.`}</p>
<p class="legend"><span><i class="key kept"></i>kept</span> <span><i class="key lost"></i>dropped, and you can prevent it</span> <span><i class="key fate"></i>dropped, and you cannot</span></p>
<div class="scroll" tabindex="0" role="region" aria-label="Rows in, kept and dropped, by file"><table class="chart">
<thead><tr><th scope="col">File</th><th scope="col" class="number">Rows in</th><th scope="col" class="bar-head">Share</th><th scope="col" class="number">Kept</th><th scope="col" class="number">Dropped</th></tr></thead>
${totals(known)}${shown.map(fileRows)}
</table></div>
${ranked.length > shown.length && markup`<p class="more">${`… and ${plural(ranked.length - shown.length, 'more file')}, of which fewer rows are dropped`}</p>`}
</section>`;
}

const lostOf = ({ rowsIn, rowsStored }: FileForecast): number => (rowsIn ?? 0) - (rowsStored ?? 0);

const helpless = (fates: readonly Fate[]): number =>
  fates.reduce((sum, { preventable, count: rows }) => sum + (preventable ? 0 : rows), 0);

function totals(files: readonly FileForecast[]): Markup {
  const counted = files.filter(({ rowsIn }) => rowsIn !== null);
  const rowsIn = counted.reduce((sum, one) => sum + (one.rowsIn ?? 0), 0);
  const stored = counted.reduce((sum, one) => sum + (one.rowsStored ?? 0), 0);
  const unhelped = counted.reduce((sum, { fates }) => sum + helpless(fates), 0);
  return markup`<tbody class="total"><tr><th scope="row">${plural(counted.length, 'file')}</th>${numbers(rowsIn, stored, unhelped)}</tr></tbody>`;
}

function numbers(rowsIn: number, stored: number, unhelped: number): Markup {
  return markup`<td class="number" data-label="in">${count(rowsIn)}</td><td class="bar">${bar(rowsIn, stored, unhelped)}</td><td class="number" data-label="kept">${count(stored)}</td><td data-label="dropped" class="number${rowsIn > stored && markup` dropped`}">${count(rowsIn - stored)}</td>`;
}

/** Shares of the rows; a part that is there at all can be seen. */
function bar(rowsIn: number, stored: number, unhelped: number): Markup {
  const parts = [
    { name: 'kept', rows: stored },
    { name: 'lost', rows: rowsIn - stored - unhelped },
    { name: 'fate', rows: unhelped },
  ].filter(({ rows }) => rows > 0);
  const widths = parts.map(({ rows }) => Math.max(4, (rows / rowsIn) * WIDTH));
  const scale = WIDTH / widths.reduce((sum, width) => sum + width, 0);
  let x = 0;
  const drawn = parts.map(({ name }, index) => {
    const width = (widths[index] ?? 0) * scale;
    const rect = markup`<rect class="${name}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="14" />`;
    x += width;
    return rect;
  });
  const share = rowsIn === 0 ? 'no rows' : `${percent(stored, rowsIn)} kept`;
  return markup`<svg viewBox="0 0 ${WIDTH} 14" preserveAspectRatio="none" role="img" aria-label="${share}"><rect class="ground" width="${WIDTH}" height="14" />${drawn}</svg>`;
}

const OUTCOMES = {
  ingested: 'picked up; its rows could not be counted',
  ignored: 'not picked up, and stays in the bucket',
  refused: 'picked up, refused and deleted',
} as const;

function fileRows(file: FileForecast): Markup {
  const { path, rowsIn, rowsStored, fates, pickup } = file;
  const reasons = reasonsOf(file);
  const row =
    rowsIn === null
      ? markup`<td class="number" data-label="in">?</td><td colspan="3" class="outcome">${OUTCOMES[pickup.outcome]}</td>`
      : numbers(rowsIn, rowsStored ?? 0, helpless(fates));
  return markup`<tbody><tr><th scope="row">${pathCode(path)}</th>${row}</tr>${
    reasons.length > 0 && markup`<tr class="reasons"><td colspan="5"><ul>${reasons}</ul></td></tr>`
  }</tbody>`;
}

const unsure = ({ certainty }: Pick<Fate, 'certainty'>): string => (certainty === 'code' ? '' : '~');

function reasonsOf({
  fates,
  pickup,
  header,
  rowsNeverShown,
  valuesNotLoaded,
  defects,
}: FileForecast): readonly Markup[] {
  const dropped = fates.map(
    (fate) =>
      markup`<li><b>${`${unsure(fate)}${count(fate.count)} dropped`}</b> ${fate.reason}${lines(fate)}</li>`,
  );
  const others = [
    ...rowsNeverShown.map((one) => ({ ...one, label: `${count(one.count)} kept, but never shown` })),
    ...valuesNotLoaded.map((one) => ({ ...one, label: `${count(one.count)} ${one.what}` })),
    ...defects.map((one) => ({ ...one, label: `${plural(one.count, 'row')}, a defect of the flow` })),
  ].map((one) => markup`<li><b>${`${unsure(one)}${one.label}`}</b> ${one.reason}</li>`);
  const unread =
    fates.length === 0 && pickup.outcome !== 'ingested' ? [markup`<li>${pickup.because}</li>`] : [];
  const wanted =
    header !== null && !header.accepted && header.headerToUse !== null
      ? [markup`<li><b>It would take</b> <code>${header.headerToUse}</code></li>`]
      : [];
  return [...unread, ...dropped.slice(0, 20), ...wanted, ...others.slice(0, 20)];
}

const lines = ({ samples, count: rows }: Fate): string =>
  samples.length === 0
    ? ''
    : ` (${samples.length < rows ? 'such as ' : ''}line ${samples.map(({ line }) => count(line)).join(', ')})`;
