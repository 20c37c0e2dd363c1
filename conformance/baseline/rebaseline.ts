/** A report under another baseline than the one that it was made with. */
import type { Baseline } from '../../specs/configured.js';
import type { Report } from '../../specs/report.js';
import { readLossLimit } from '../engine/loss.js';
import { judge } from '../verdict.js';
import { applyBaseline } from './apply-baseline.js';

/** For a baseline that was just written from the report: nothing in it is stale. */
export function rebaseline(report: Report, baseline: Baseline): Report {
  const { options, forecast, shard, recording, summary } = report;
  const { report: told, ...marked } = applyBaseline({
    groups: report.groups,
    findings: report.findings,
    baseline,
    today: options.today,
    isJudged: () => false,
  });
  const judged = judge({
    options: {
      ...options,
      failOnLoss: options.failOnLoss === null ? null : readLossLimit(options.failOnLoss),
    },
    groups: marked.groups,
    baseline: told,
    forecast,
    isShard: shard !== null,
    incomplete: report.exitCode === 3,
    inconclusive: shard === null && summary.sources === 0 && (recording?.exchanges ?? 0) === 0,
  });
  return { ...report, ...marked, baseline: told, ...judged };
}
