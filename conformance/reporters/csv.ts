/** Findings as CSV, for a spreadsheet: the samples, one a line, with the key of the row. */
import type { Finding } from '../../specs/report.js';
import type { Reporter, ReporterContext } from './reporter.js';

const HEADER = [
  'severity',
  'rule',
  'requirement',
  'path',
  'member',
  'line',
  'record',
  'column',
  'field',
  'key',
  'value',
  'message',
];

export const csv: Reporter = ({ findings }, context) =>
  [HEADER, ...findings.map((finding) => row(finding, context))]
    .map((values) => `${values.map(cell).join(',')}\r\n`)
    .join('');

function row({ rule, severity, where, details, message }: Finding, context: ReporterContext): string[] {
  const { key, value } = details;
  const keyText =
    typeof key === 'object' && key !== null
      ? Object.entries(key)
          .map(([name, part]) => `${name}=${String(part)}`)
          .join(' ')
      : '';
  return [
    severity,
    rule,
    context.rule(rule).requirement ?? '',
    where.path,
    where.member ?? '',
    String(where.line ?? ''),
    String(where.record ?? ''),
    where.column ?? '',
    String(where.field ?? ''),
    keyText,
    typeof value === 'string' ? value : '',
    message,
  ];
}

/** A spreadsheet takes text that begins so, blanks and invisible characters aside, for a formula. */
const FORMULA = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r]/;

/** Quoted always; a value that would be a formula gets an apostrophe in front, as spreadsheets do for text. */
export const cell = (text: string): string =>
  `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
