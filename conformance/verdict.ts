/** Exit code and verdict of a report. */
import { hasOverrides } from '../specs/configured.js';
import type { FileForecast } from '../specs/forecast.js';
import type { Group, Report, Verdict } from '../specs/report.js';
import { exceeds, preventableLoss } from './engine/loss.js';
import { countsIn } from './engine/severity.js';
import type { Settings } from './settings.js';

export const VERDICTS: Readonly<Record<Report['exitCode'], Verdict>> = {
  0: 'conformant',
  1: 'not-conformant',
  3: 'incomplete',
  4: 'inconclusive',
};

export interface Outcome {
  readonly options: Pick<Settings, 'failOn' | 'failOnLoss' | 'forecastOnly' | 'overrides' | 'columns'>;
  readonly groups: readonly Group[];
  readonly baseline: Report['baseline'];
  readonly forecast: readonly FileForecast[];
  readonly isShard: boolean;
  readonly incomplete: boolean;
  /** No file was looked into, and no recorded exchange. */
  readonly inconclusive: boolean;
}

export function judge(outcome: Outcome): Pick<Report, 'exitCode' | 'verdict'> {
  const { options, forecast, isShard } = outcome;
  const exitCode = exitCodeOf(outcome);
  const { failOnLoss } = options;
  // A share of the loss is for `merge` to judge: it knows all rows. And a loss is no finding.
  const loses = failOnLoss !== null && !isShard && exceeds(preventableLoss(forecast), failOnLoss);
  return { verdict: verdictOf(exitCode, outcome), exitCode: loses && exitCode !== 3 ? 1 : exitCode };
}

/** When several hold: 3, 1, 4. (2, a usage error, never gets as far as a report.) */
function exitCodeOf({
  options: { failOn },
  incomplete,
  groups,
  baseline,
  inconclusive,
}: Outcome): Report['exitCode'] {
  if (incomplete) return 3;
  if (groups.some((group) => countsIn(group, failOn))) return 1;
  if (failOn !== 'never' && (baseline?.problems.length ?? 0) > 0) return 1;
  return inconclusive ? 4 : 0;
}

/** Where no rule was asked nothing is conformant; and what passes under rules of one's own is only accepted. */
function verdictOf(exitCode: Report['exitCode'], { options, baseline }: Outcome): Verdict {
  if (exitCode !== 0) return VERDICTS[exitCode];
  if (options.forecastOnly) return 'inconclusive';
  const passed = Object.values(baseline?.baselined ?? {}).some((count) => count > 0);
  return passed || hasOverrides(options.overrides) || options.columns.length > 0 ? 'accepted' : 'conformant';
}
