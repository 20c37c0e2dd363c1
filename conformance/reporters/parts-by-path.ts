/** What a report says of one file, found without looking through all of it: there may be very many files. */
import type { Report } from '../../specs/report.js';
import { groupBy } from './group-by.js';

export type Parts = Pick<Report, 'groups' | 'findings' | 'faults' | 'forecast'>;

export function partsByPath({ groups, findings, faults, forecast }: Report): (path: string) => Parts {
  const by = {
    groups: groupBy(groups, ({ path }) => path),
    findings: groupBy(findings, ({ where }) => where.path),
    faults: groupBy(faults, ({ path }) => path),
    forecast: groupBy(forecast, ({ path }) => path),
  };
  return (path) => ({
    groups: by.groups.get(path) ?? [],
    findings: by.findings.get(path) ?? [],
    faults: by.faults.get(path) ?? [],
    forecast: by.forecast.get(path) ?? [],
  });
}
