/** A picture of the emission: every data source that cQube knows, what is there of it, and what it is worth. */
import type { FileReport, FindingSeverity, Report } from '../../../../specs/report.js';
import { sources } from '../../../../specs/sources/index.js';
import type { DataSource } from '../../../../specs/source.js';
import { clipLine } from '../../clip.js';
import { groupBy } from '../../group-by.js';
import { count, plural } from '../../wording.js';
import { markup, pathCode } from '../markup.js';
import type { Markup } from '../markup.js';
import { icon } from './icon.js';
import type { Sign } from './icon.js';

const GROUPS = [
  { kind: 'static', title: 'Masters and static files', order: 'emitted first' },
  { kind: 'transaction', title: 'Transactions', order: 'emitted after the masters' },
  { kind: 'udise', title: 'UDISE', order: 'emitted after the masters' },
] as const;

const MOST_STRANGERS = 200;

const WORDS: Readonly<Record<Sign, string>> = {
  pass: 'passed',
  warn: 'passed with warnings',
  fail: 'with errors',
  unknown: 'not judged to the end',
  absent: 'not in this emission',
};

interface Tile {
  readonly sign: Sign;
  readonly files: readonly FileReport[];
  readonly source: DataSource;
}

export function boardSection(report: Report): Markup | false {
  if (report.files.length === 0) return false;
  const worst = worstOf(report);
  const bySource = groupBy(report.files, ({ source }) => source);
  const tiles = sources.map((source): Tile => {
    const files = bySource.get(source.id) ?? [];
    return { source, files, sign: signOf(files, worst) };
  });
  return markup`<section id="emission" aria-labelledby="emission-title">
<h2 id="emission-title">The emission</h2>
<p class="legend">${(['fail', 'unknown', 'warn', 'pass', 'absent'] as const).map((sign) => legend(sign, tiles))}</p>
${GROUPS.map(({ kind, title, order }) => {
  const own = tiles.filter(({ source }) => source.kind === kind);
  const here = own.filter(({ sign }) => sign !== 'absent').length;
  return markup`<h3>${title} <small>${`${here} of ${own.length} here, ${order}`}</small></h3>
<ul class="board">${own.map((tile) => tileMarkup(tile, worst))}</ul>`;
})}${strangers(report, worst)}
</section>`;
}

const legend = (sign: Sign, tiles: readonly Tile[]): Markup => {
  const number = tiles.filter((tile) => tile.sign === sign).length;
  return number === 0 ? markup`` : markup`<span>${icon(sign)}${`${number} ${WORDS[sign]}`}</span> `;
};

type Worst = ReadonlyMap<string, FindingSeverity>;

/** By path. */
function worstOf({ groups }: Report): Worst {
  const worst = new Map<string, FindingSeverity>();
  for (const { path, severity } of groups) {
    const known = worst.get(path);
    if (severity === 'error' || known === undefined || known === 'info') worst.set(path, severity);
  }
  return worst;
}

function signOf(files: readonly FileReport[], worst: Worst): Sign {
  if (files.length === 0) return 'absent';
  if (files.some(({ verdict }) => verdict === 'incomplete')) return 'unknown';
  if (files.some(({ verdict, path }) => verdict === 'fail' || worst.get(path) === 'error')) return 'fail';
  if (files.some(({ verdict }) => verdict === 'not-checked')) return 'unknown';
  return files.some(({ path }) => worst.get(path) === 'warning') ? 'warn' : 'pass';
}

function tileMarkup({ sign, files, source }: Tile, worst: Worst): Markup {
  const [first] = files;
  const numbers =
    first === undefined ? 'not here' : `${rowsOf(files)}${files.length > 1 ? `, ${files.length} files` : ''}`;
  const what = `${source.folder}/${source.stem}.zip ${WORDS[sign]}`;
  const inner = markup`${icon(sign)}<span class="tile-text"><b>${pathCode(source.stem)}</b><small>${numbers}</small></span><span class="unseen">${WORDS[sign]}</span>`;
  const asked = files.find(({ path }) => worst.has(path));
  return markup`<li class="${sign}" title="${what}">${
    asked === undefined
      ? markup`<div class="tile">${inner}</div>`
      : markup`<button type="button" class="tile" data-file="${clipLine(asked.path, 1000)}">${inner}</button>`
  }</li>`;
}

/** Rows that a defect of the header kept from being read are not none. */
function rowsOf(files: readonly FileReport[]): string {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const blocked = files.some(({ rules }) =>
    rules.some(({ skippedBecause }) => skippedBecause?.startsWith('blocked by ')),
  );
  return rows === 0 && blocked ? 'rows not read' : plural(rows, 'row');
}

/** Files that are none of the published tree. */
function strangers({ files }: Report, worst: Worst): Markup | false {
  const others = files.filter(({ source }) => source === null);
  return (
    others.length > 0 &&
    markup`<h3>Others <small>${plural(others.length, 'file')} that no data source asks for</small></h3>
<ul class="strangers">${others
      .slice(0, MOST_STRANGERS)
      .map(
        ({ path, bytes }) =>
          markup`<li>${icon(worst.get(path) === 'error' ? 'fail' : 'absent')}${pathCode(path)} <small>${`${count(bytes)} bytes`}</small></li>`,
      )}</ul>${others.length > MOST_STRANGERS && markup`<p>${`… and ${plural(others.length - MOST_STRANGERS, 'more file')}`}</p>`}`
  );
}
