/** The report of a run: the scenarios, and what the journal rules say of the one in which nothing went wrong. */
import type { Report, ScenarioResult } from '../specs/report.js';
import { sources } from '../specs/sources/index.js';
import { assembleReport, orderOf, recordingOf } from './assemble-report.js';
import { VERDICTS } from './verdict.js';
import type { EmissionFacts } from './engine/emission-facts.js';
import { dayOf } from './forecast/calendar-filters.js';
import type { Traffic } from './engine/traffic.js';
import { judgeTraffic } from './judge-traffic.js';
import { rules } from './rules/index.js';
import type { Settings } from './settings.js';

export interface RunReportParts {
  /** The emitter's command line, as the report names its input. */
  readonly command: readonly string[];
  readonly options: Settings;
  readonly scenarios: readonly ScenarioResult[];
  /** null: the scenario without faults was not played. */
  readonly traffic: Traffic | null;
  /** Level below which the run fails. */
  readonly asked: 'must' | 'should';
  readonly started: number;
  readonly ended: number;
}

export function assembleRunReport(parts: RunReportParts): Report {
  const { command, options, scenarios, traffic, asked, started, ended } = parts;
  // The server is ours, and speaks plain HTTP on this machine.
  const judged = rules.filter(({ id, scope }) => scope === 'journal' && id !== 'journal/plain-http');
  const facts: EmissionFacts = { files: [], sources, wholeTree: false, asked: [] };
  const report = assembleReport({
    paths: [command.join(' ')],
    options,
    rules: judged,
    facts,
    outcomes: [],
    emission: { findings: [], totals: [], results: [] },
    recording: recordingOf(traffic),
    emissionOrder: orderOf(facts, traffic),
    shard: null,
    journal: judgeTraffic(traffic, judged, options),
    forecast: [],
    today: options.today ?? dayOf(started),
    started,
    ended,
  });
  const exitCode = exitCodeOf(report, scenarios, asked);
  return {
    ...report,
    scenarios,
    exitCode,
    verdict: VERDICTS[exitCode],
    faults: scenarios
      .filter(({ verdict }) => verdict === 'fault')
      .map(({ name, exit }) => ({
        path: null,
        message: `The scenario ${name} could not be played: ${exit}.`,
        mend: 'Play it again with --scenario; if it stays so, it is a defect of cqube-conform.',
      })),
  };
}

function exitCodeOf(
  { exitCode }: Report,
  scenarios: readonly ScenarioResult[],
  asked: 'must' | 'should',
): Report['exitCode'] {
  if (scenarios.some(({ verdict }) => verdict === 'fault')) return 3;
  const missed = scenarios.some(({ level }) => level === null || (asked === 'should' && level === 'must'));
  if (missed || exitCode === 1) return 1;
  return scenarios.length === 0 ? 4 : 0;
}
