/**
 * The report for a comment on a pull request, or the summary of a CI job: what matters first. GitHub refuses comments
 * of more than 65,536 characters; what has no room is left out whole, and the end says so.
 */
import type { Report, ScenarioResult } from '../../specs/report.js';
import { groupBy } from './group-by.js';
import { groupSamples } from './group-samples.js';
import type { GroupSamples } from './group-samples.js';
import { mdBlock, mdCode, mdRule, mdTable, mdText } from './markdown-text.js';
import type { Reporter, ReporterContext } from './reporter.js';
import { count, heading, plural } from './wording.js';

/** Characters that a comment may have. UTF-16 units are never fewer. */
const MOST = 65_536;
/** Kept free for the last line. */
const RESERVED = 400;
/** Rows of a table. */
const MOST_ROWS = 50;
const PLACES = 10;

export const markdown: Reporter = (report, context) => {
  const [first, ...blocks] = [
    headline(report),
    ...faults(report),
    ...scenarios(report),
    ...fileTable(report),
    ...byRule(report, context),
    ...forecast(report),
    ...order(report),
  ];
  let text = first;
  let leftOut = 0;
  for (const block of blocks) {
    if (text.length + block.length + 2 > MOST - RESERVED) leftOut += 1;
    else text += `\n\n${block}`;
  }
  const cut =
    leftOut === 0
      ? ''
      : ` **Cut:** ${plural(leftOut, 'section')} left out, as a comment holds ${count(MOST)} characters; \`-f html=report.html\` has all.`;
  return `${text}\n\n<sub>${mdText(`${report.tool.name} ${report.tool.version}, profile ${report.profile}, cQube ${report.specs.version}`)}.${cut}</sub>\n`;
};

/** The mark at the beginning is for whoever wants to find the comment again and replace it. */
function headline(report: Report): string {
  const { summary, counts, exitCode, options, files, scenarios: played } = report;
  const sign = exitCode === 0 ? '✅' : exitCode === 1 ? '❌' : '⚠️';
  const seen = `${plural(summary.filesChecked, 'file')} of ${plural(summary.sources, 'data source')} checked (cQube knows ${summary.sourcesKnown}), ${plural(summary.rows, 'row')}.`;
  const found = `**${plural(counts.error, 'error')}**, ${plural(counts.warning, 'warning')}, ${plural(counts.info, 'note')}.`;
  return [
    '<!-- cqube-conform -->',
    `## ${sign} ${mdText(heading(report))}`,
    '',
    [played !== null && files.length === 0 ? '' : seen, options.forecastOnly ? '' : found]
      .filter(Boolean)
      .join(' '),
  ].join('\n');
}

const faults = (report: Report): readonly string[] =>
  report.faults.length === 0
    ? []
    : [
        [
          '### Not judged',
          ...report.faults
            .slice(0, MOST_ROWS)
            .map(
              ({ path, message, mend }) =>
                `- ${path === null ? '' : `${mdCode(path)}: `}${mdText(message)} ${mdText(mend)}`,
            ),
          ...more(report.faults.length, 'fault'),
        ].join('\n'),
      ];

const more = (length: number, noun: string): readonly string[] =>
  length > MOST_ROWS ? [`\n… and ${plural(length - MOST_ROWS, `more ${noun}`)}.`] : [];

function scenarios({ scenarios: played }: Report): readonly string[] {
  if (played === null) return [];
  const share = ({ met, of }: ScenarioResult['must']): string => (of === 0 ? '–' : `${met}/${of}`);
  const sign = ({ verdict, level }: ScenarioResult): string => {
    if (verdict === 'fault') return '⚠️';
    return level === null ? '❌' : level === 'must' ? '🟡' : '✅';
  };
  const table = mdTable(
    ['', 'Scenario', 'MUST', 'SHOULD', 'Ended with'],
    played.map((one) => [sign(one), mdCode(one.name), share(one.must), share(one.should), mdText(one.exit)]),
  );
  const missed = played.filter(({ level, verdict }) => level !== 'must+should' && verdict !== 'fault');
  return [
    table,
    ...missed.map(({ name, summary, expectations, reason, mend }) =>
      details(`<code>${mdText(name)}</code>: ${mdText(summary)}`, [
        ...expectations
          .filter(({ met }) => !met)
          .map(
            (one) => `- **${one.level.toUpperCase()}** ${mdText(one.text)}: ${mdText(one.shortcoming ?? '')}`,
          ),
        '',
        `**Why:** ${mdText(reason)}`,
        '',
        `**Mend:** ${mdText(mend)}`,
      ]),
    ),
  ];
}

function fileTable({ files, groups, forecast: forecasts }: Report): readonly string[] {
  const errors = new Map<string, number>();
  const warnings = new Map<string, number>();
  for (const { path, severity, count: number } of groups) {
    const sums = severity === 'error' ? errors : severity === 'warning' ? warnings : null;
    sums?.set(path, (sums.get(path) ?? 0) + number);
  }
  const kept = new Map(forecasts.map(({ path, rowsStored }) => [path, rowsStored]));
  const loud = files.filter(({ path, verdict }) => verdict !== 'pass' || warnings.has(path));
  if (loud.length === 0) return [];
  const passed = files.length - loud.length;
  const rows = loud.slice(0, MOST_ROWS).map(({ path, verdict, rows: number }) => {
    const stored = kept.get(path) ?? null;
    return [
      SIGNS[verdict],
      mdCode(path),
      count(number),
      count(errors.get(path) ?? 0),
      count(warnings.get(path) ?? 0),
      stored === null ? '' : count(stored),
    ];
  });
  return [
    [
      mdTable(['', 'File', 'Rows', 'Errors', 'Warnings', 'Kept'], rows),
      ...more(loud.length, 'file'),
      ...(passed > 0 ? [`\n${plural(passed, 'file')} passed.`] : []),
    ].join('\n'),
  ];
}

const SIGNS = { pass: '✅', fail: '❌', incomplete: '⚠️', 'not-checked': '·' } as const;

/** A section for each rule that found something, worst first. */
function byRule(report: Report, context: ReporterContext): readonly string[] {
  const rules = groupBy(groupSamples(report), ({ group }) => group.rule);
  return [...rules].map(([rule, places]) => {
    const { requirement, why, fix } = context.rule(rule);
    const total = places.reduce((sum, { group }) => sum + group.count, 0);
    const worst = places[0]?.group.severity ?? 'info';
    const asked = requirement === null ? '' : ` ${requirement}`;
    return details(`${MARKS[worst]} <code>${rule}</code>${asked}: ${plural(total, 'finding')}`, [
      mdTable(['File', 'Column', 'Findings', 'For example'], places.slice(0, PLACES).map(placeRow)),
      ...(places.length > PLACES ? ['', `… and ${plural(places.length - PLACES, 'more place')}.`] : []),
      '',
      `**Why:** ${mdRule(why)}`,
      '',
      `**Mend:** ${mdRule(fix)}`,
      ...headerToUse(places),
    ]);
  });
}

const MARKS = { error: '❌', warning: '🟡', info: 'ℹ️' } as const;

function placeRow({ group, samples }: GroupSamples): readonly string[] {
  const [first] = samples;
  const line = first?.where.line === undefined ? '' : `line ${count(first.where.line)}: `;
  return [
    mdCode(group.path) || 'the emission',
    mdCode(group.column ?? ''),
    count(group.count),
    `${line}${mdText(first?.message ?? '', 300)}`,
  ];
}

function headerToUse(places: readonly GroupSamples[]): readonly string[] {
  const headers = places.flatMap(({ group, samples }) => {
    const header = samples[0]?.details['headerToUse'];
    return typeof header === 'string' ? [{ path: group.path, header }] : [];
  });
  const each = new Map(headers.map(({ path, header }) => [path, header]));
  return [...each]
    .slice(0, 3)
    .flatMap(([path, header]) => ['', `Header line for ${mdCode(path)}:`, '', mdBlock(header, 6000)]);
}

/** GitHub wants an empty line after the summary, or what follows is no Markdown. */
const details = (summary: string, lines: readonly string[]): string =>
  ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'].join('\n');

function forecast({ forecast: files, specs }: Report): readonly string[] {
  const lossy = files.filter(
    ({ rowsIn, rowsStored, pickup }) => pickup.outcome !== 'ingested' || rowsIn !== rowsStored,
  );
  if (lossy.length === 0) return [];
  const rows = lossy.slice(0, MOST_ROWS).map(({ path, rowsIn, rowsStored, pickup, fates }) => [
    mdCode(path),
    rowsStored === null ? '' : count(rowsStored),
    rowsIn === null || rowsStored === null ? '' : count(rowsIn - rowsStored),
    fates.length === 0
      ? mdText(pickup.because, 200)
      : fates
          .slice(0, 3)
          .map(
            (fate) =>
              `${fate.certainty === 'code' ? '' : '~'}${count(fate.count)}: ${mdText(fate.reason, 200)}`,
          )
          .join('; '),
  ]);
  return [
    details(`What the ingestion of cQube ${mdText(specs.version)} would lose`, [
      mdTable(['File', 'Kept', 'Lost', 'Because'], rows),
      ...more(lossy.length, 'file'),
    ]),
  ];
}

function order({ emissionOrder, scenarios: played, shard }: Report): readonly string[] {
  if (played !== null || shard !== null || emissionOrder.flat().length < 2) return [];
  return [
    details(
      'The order in which to emit what is there',
      emissionOrder.map(
        (step, index) =>
          `${index + 1}. ${step
            .slice(0, MOST_ROWS)
            .map((path) => mdCode(path))
            .join(
              ', ',
            )}${step.length > MOST_ROWS ? ` and ${plural(step.length - MOST_ROWS, 'more file')}` : ''}`,
      ),
    ),
  ];
}
