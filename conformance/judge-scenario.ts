/** How an emitter did in one scenario. */
import type { ExchangeLine, ExpectationResult, ScenarioResult } from '../specs/report.js';
import type { Expectation, Performance, Scenario } from './engine/scenario.js';
import type { Traffic } from './engine/traffic.js';

/** `output`: the end of what the emitter wrote, without its token. */
export function judgeScenario(
  scenario: Scenario,
  performance: Performance,
  { durationMs, output }: { readonly durationMs: number; readonly output: string },
): ScenarioResult {
  const expectations = scenario.expects.map((one) => judge(one, performance));
  const must = countMet(expectations, 'must');
  const should = countMet(expectations, 'should');
  const keepsMust = must.met === must.of;
  const evidence = [...new Set(expectations.flatMap((one) => one.evidence))].toSorted((a, b) => a - b);
  return {
    ...wordsOf(scenario),
    level: keepsMust ? (should.met === should.of ? 'must+should' : 'must') : null,
    verdict: keepsMust ? 'pass' : 'fail',
    must,
    should,
    expectations,
    evidence,
    exchanges: linesOf(performance.traffic, evidence),
    exit: endingOf(performance),
    durationMs,
    output: keepsMust && should.met === should.of ? null : output,
  };
}

/** It could not be played: our fault, not the emitter's. */
export const unplayed = (scenario: Scenario, why: string): ScenarioResult => ({
  ...wordsOf(scenario),
  level: null,
  verdict: 'fault',
  must: { met: 0, of: 0 },
  should: { met: 0, of: 0 },
  expectations: [],
  evidence: [],
  exchanges: [],
  exit: why,
  durationMs: 0,
  output: null,
});

const wordsOf = ({ name, summary, reason, mend }: Scenario) => ({ name, summary, reason, mend });

function judge({ level, text, check }: Expectation, performance: Performance): ExpectationResult {
  const found = check(performance);
  if (found === null) return { level, text, met: true, evidence: [] };
  return { level, text, met: false, shortcoming: found.text, evidence: found.evidence };
}

function countMet(
  expectations: readonly ExpectationResult[],
  level: ExpectationResult['level'],
): ScenarioResult['must'] {
  const asked = expectations.filter((one) => one.level === level);
  return { met: asked.filter(({ met }) => met).length, of: asked.length };
}

function linesOf({ exchanges, files }: Traffic, wanted: readonly number[]): readonly ExchangeLine[] {
  const fileOf = (seq: number): string | null =>
    files.find(({ asked, uploads }) => [...asked, ...uploads].some((one) => one.seq === seq))?.name ?? null;
  return exchanges
    .filter(({ seq }) => wanted.includes(seq))
    .map(({ seq, began, method, path, status, injectedFault }) => ({
      seq,
      at: new Date(began).toISOString(),
      method,
      path,
      status,
      file: fileOf(seq),
      injectedFault,
    }));
}

function endingOf({ ending }: Performance): string {
  if (ending.kind === 'exit') return `status ${ending.code}`;
  return ending.kind === 'signal' ? ending.signal : `still running after ${ending.seconds} s`;
}
