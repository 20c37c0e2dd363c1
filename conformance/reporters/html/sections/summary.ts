/** The verdict, the numbers, and what to mend first. */
import { profiles } from '../../../../specs/profiles/index.js';
import type { Report } from '../../../../specs/report.js';
import type { RuleId } from '../../../../specs/rule-ids.js';
import { count, heading, plural } from '../../wording.js';
import { markup } from '../markup.js';
import type { Markup } from '../markup.js';
import { icon } from './icon.js';
import type { Sign } from './icon.js';

const SIGNS: Readonly<Record<Report['exitCode'], Sign>> = { 0: 'pass', 1: 'fail', 3: 'warn', 4: 'unknown' };

export const summarySection = (
  report: Report,
): Markup => markup`<section id="verdict" class="verdict ${SIGNS[report.exitCode]}" aria-labelledby="verdict-title">
<div class="verdict-head">${icon(SIGNS[report.exitCode])}<div><h1 id="verdict-title">${heading(report)}</h1>
<p class="about">${about(report)}</p></div></div>
${numbers(report)}${mendFirst(report)}${faults(report)}
</section>`;

function about({ inputs, profile, startedAt, shard }: Report): string {
  const title = profiles.find(({ id }) => id === profile)?.title;
  const many = inputs.length > 3 ? ` and ${plural(inputs.length - 3, 'more path')}` : '';
  return [
    `${inputs.slice(0, 3).join(', ')}${many}`,
    shard === null ? '' : `shard ${shard.index} of ${shard.count}`,
    `against ${profile}${title === undefined ? '' : `: ${title}`}`,
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function numbers(report: Report): Markup {
  const { counts, summary, files, scenarios, options, forecast } = report;
  const known = forecast.filter(({ rowsIn, rowsStored }) => rowsIn !== null && rowsStored !== null);
  const rowsIn = known.reduce((sum, one) => sum + (one.rowsIn ?? 0), 0);
  const kept = known.reduce((sum, one) => sum + (one.rowsStored ?? 0), 0);
  const must = (scenarios ?? []).filter(({ level }) => level !== null).length;
  const found: readonly (readonly [string, string, string])[] = options.forecastOnly
    ? []
    : [
        [count(counts.error), counts.error === 1 ? 'error' : 'errors', counts.error > 0 ? 'bad' : ''],
        [
          count(counts.warning),
          counts.warning === 1 ? 'warning' : 'warnings',
          counts.warning > 0 ? 'odd' : '',
        ],
        [count(counts.info), counts.info === 1 ? 'note' : 'notes', ''],
      ];
  const looked: readonly (readonly [string, string, string])[] =
    files.length === 0 && scenarios !== null
      ? [
          [
            `${count(must)} of ${count(scenarios.length)}`,
            'scenarios keep MUST',
            must < scenarios.length ? 'bad' : '',
          ],
        ]
      : [
          [count(summary.filesChecked), `of ${plural(summary.files, 'file')} checked`, ''],
          [count(summary.sources), `of ${count(summary.sourcesKnown)} data sources`, ''],
          [count(summary.rows), summary.rows === 1 ? 'row read' : 'rows read', ''],
        ];
  const forecasted: readonly (readonly [string, string, string])[] =
    rowsIn > 0 ? [[percent(kept, rowsIn), 'of rows kept by cQube', kept < rowsIn ? 'odd' : '']] : [];
  return markup`<ul class="numbers">${[...found, ...looked, ...forecasted].map(
    ([number, label, tone]) => markup`<li class="${tone}"><b>${number}</b> ${label}</li>`,
  )}</ul>`;
}

/** Never 100 % where something is missing, never 0 % where something is left. */
export function percent(part: number, whole: number): string {
  const exact = (part / whole) * 100;
  if (part === whole) return '100 %';
  if (part === 0) return '0 %';
  return `${Math.min(99.9, Math.max(0.1, exact)).toFixed(exact > 10 && exact < 99 ? 0 : 1)} %`;
}

/** The rules with errors in most files. */
function mendFirst({ groups }: Report): Markup | false {
  const files = new Map<RuleId, Set<string>>();
  for (const { rule, path, severity } of groups) {
    if (severity === 'error') files.set(rule, (files.get(rule) ?? new Set()).add(path));
  }
  const ranked = [...files].toSorted((a, b) => b[1].size - a[1].size).slice(0, 5);
  return (
    ranked.length > 0 &&
    markup`<p class="first"><span>Mend first</span> ${ranked.map(
      ([rule, paths]) =>
        markup`<a class="chip" href="#rule-${rule}">${rule}<small>${plural(paths.size, 'file')}</small></a> `,
    )}</p>`
  );
}

const faults = ({ faults: all }: Report): Markup | false =>
  all.length > 0 &&
  markup`<ul class="faults">${all
    .slice(0, 100)
    .map(
      ({ path, message, mend }) =>
        markup`<li><b>Not judged${path === null ? '' : `: ${path}`}.</b> ${message} ${mend}</li>`,
    )}</ul>${all.length > 100 && markup`<p>${`… and ${plural(all.length - 100, 'more fault')}`}</p>`}`;
