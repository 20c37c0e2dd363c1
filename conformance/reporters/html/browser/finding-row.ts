/** One finding: a line, and what is behind it. */
import type { EmbeddedFinding, EmbeddedReport } from '../embedded.js';
import { element, grouped } from './element.js';

const SEVERITIES = ['error', 'warning', 'note'] as const;

let copies = 0;

export function findingRow(report: EmbeddedReport, finding: EmbeddedFinding): HTMLElement {
  const [ruleAt, severity, fileAt, , line, , columnAt, message] = finding;
  const word = SEVERITIES[severity] ?? 'note';
  const rule = report.rules[ruleAt];
  const place = [
    report.files[fileAt] || 'the emission as a whole',
    line > 0 ? `line ${grouped(line)}` : '',
    report.columns[columnAt] ?? '',
  ].filter(Boolean);
  const row = element(
    'details',
    { class: 'finding' },
    element(
      'summary',
      {},
      element('span', { class: `badge ${word}` }, word),
      element(
        'span',
        { class: 'finding-text' },
        element('span', { class: 'message' }, message),
        element('span', { class: 'place' }, `${rule?.id ?? ''} · ${place.join(' · ')}`),
      ),
    ),
  );
  row.addEventListener('toggle', () => {
    if (row.open && row.childElementCount === 1) row.append(behind(report, finding));
  });
  return row;
}

function behind(report: EmbeddedReport, finding: EmbeddedFinding): HTMLElement {
  const [ruleAt, , fileAt, member, line, record, columnAt, , key, value, headerAt] = finding;
  const rule = report.rules[ruleAt];
  const header = report.headers[headerAt];
  const facts: readonly (readonly [string, string])[] = [
    ['File', [report.files[fileAt], member].filter(Boolean).join(' → ')],
    ['Line', line > 0 ? `${grouped(line)}${record > 0 ? `, row ${grouped(record)}` : ''}` : ''],
    ['Column', report.columns[columnAt] ?? ''],
    ['Row', key],
    ['Value', value],
    ['Rule', `${rule?.id ?? ''} ${rule?.requirement ?? ''}`.trim()],
  ];
  const list = element('dl', {});
  for (const [name, text] of facts) {
    if (text !== '') list.append(element('dt', {}, name), element('dd', {}, text));
  }
  if (rule !== undefined) {
    list.append(element('dt', {}, 'Why'), element('dd', {}, ...prose(rule.why)));
    list.append(element('dt', {}, 'Mend'), element('dd', {}, ...prose(rule.fix)));
  }
  return element('div', { class: 'behind' }, list, header === undefined ? null : headerLine(header));
}

/** Texts of the catalogue of rules hold code between backticks. */
const prose = (text: string): readonly (string | HTMLElement)[] =>
  text.split('`').map((part, index) => (index % 2 === 0 ? part : element('code', {}, part)));

function headerLine(header: string): HTMLElement {
  const id = `copy-${(copies += 1)}`;
  return element(
    'div',
    { class: 'header-line' },
    element('pre', { id, tabindex: '0' }, header),
    element('button', { type: 'button', 'data-copy': id }, 'Copy header line'),
  );
}
