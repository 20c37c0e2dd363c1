/** Plays scenarios side by side; results stand in the order of the scenarios. */
import { unplayed } from '../../conformance/judge-scenario.js';
import type { Scenario } from '../../conformance/engine/scenario.js';
import type { Traffic } from '../../conformance/engine/traffic.js';
import type { ScenarioResult } from '../../specs/report.js';
import { UsageError } from '../exit-codes.js';
import { EmitterStartError } from './emitter-process.js';
import { playScenario } from './play-scenario.js';
import type { PlayOptions } from './play-scenario.js';

export interface ScenariosPlayed {
  readonly results: readonly ScenarioResult[];
  /** What was said where nothing went wrong; null: that scenario was not played. */
  readonly traffic: Traffic | null;
}

export interface RunOptions extends PlayOptions {
  readonly jobs: number;
  readonly onResult: (result: ScenarioResult) => void;
}

/** Throws `EmitterStartError` and `UsageError`: then no scenario could be played. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  options: RunOptions,
): Promise<ScenariosPlayed> {
  const results = new Map<string, ScenarioResult>();
  let traffic: Traffic | null = null;
  // Those that take long stand last; side by side they are begun first, and the rest passes meanwhile.
  const waiting = options.jobs > 1 ? scenarios.toReversed() : [...scenarios];
  const play = async (scenario: Scenario): Promise<ScenarioResult> => {
    try {
      const played = await playScenario(scenario, options);
      if (
        scenario.plan.faults.length === 0 &&
        scenario.emission !== 'empty' &&
        scenario.vanishes === undefined
      )
        ({ traffic } = played);
      return played.result;
    } catch (error) {
      if (error instanceof EmitterStartError || error instanceof UsageError) throw error;
      return unplayed(scenario, error instanceof Error ? error.message : String(error));
    }
  };
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await play(next);
      results.set(next.name, result);
      options.onResult(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, work));
  return { results: scenarios.flatMap(({ name }) => results.get(name) ?? []), traffic };
}
