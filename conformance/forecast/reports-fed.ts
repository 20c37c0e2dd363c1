/** Which of cQube's reports an emission can feed, and what is missing for each. */
import type { FileForecast, ReportFeed } from '../../specs/forecast.js';
import { CQUBE_REPORTS, REPORT_MASTERS } from '../../specs/reports-fed.js';
import type { CqubeReport } from '../../specs/reports-fed.js';

export const reportsFed = (files: readonly FileForecast[]): readonly ReportFeed[] =>
  CQUBE_REPORTS.map((report) => feedOf(report, files));

function feedOf(report: CqubeReport, files: readonly FileForecast[]): ReportFeed {
  const { id, title, needs, oneOf = [] } = report;
  const missing = needs.flatMap((source) => {
    const because = shortage(source, files);
    return because === null ? [] : [{ source, because }];
  });
  const parts = oneOf.filter((source) => shortage(source, files) === null);
  const own = [...needs.filter((source) => !REPORT_MASTERS.has(source)), ...oneOf];
  const isThere = own.some((source) => files.some((file) => file.source === source));
  const none =
    oneOf.length > 0 && parts.length === 0
      ? [{ source: 'udise', because: `none of its ${oneOf.length} files brings rows` }]
      : [];
  const lacks = [...missing, ...none];
  return {
    report: id,
    title,
    state: lacks.length === 0 ? 'fed' : isThere ? 'incomplete' : 'absent',
    needs: [...needs, ...parts],
    missing: lacks,
  };
}

/** null: rows of the source are stored. */
function shortage(source: string, files: readonly FileForecast[]): string | null {
  const own = files.filter((file) => file.source === source);
  if (own.length === 0) return 'not in this emission';
  if (own.some(({ rowsStored }) => (rowsStored ?? 0) > 0)) return null;
  const [file] = own;
  if (file === undefined || file.rowsStored === null) return 'rows could not be read';
  if (file.pickup.outcome !== 'ingested') return `not picked up: ${file.pickup.because}`;
  if (file.header?.accepted === false) return `header refused: ${file.header.because}`;
  const worst = file.fates.toSorted((a, b) => b.count - a.count)[0];
  return worst ? `no row is stored: ${worst.reason}` : 'no rows';
}
