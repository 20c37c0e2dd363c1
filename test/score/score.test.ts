/** For every source: the check finds what is planted, where it is planted, and nothing else. */
import { expect, it } from 'vitest';
import { tableRules } from '../../conformance/rules/table/index.js';
import { checkSections } from '../../conformance/scan/check-sections.js';
import { checkTable } from '../../conformance/scan/check-table.js';
import { breakEmission } from '../../fixtures/generator/breaking/break-emission.js';
import { planters } from '../../fixtures/generator/breaking/index.js';
import { mix } from '../../fixtures/generator/mix.js';
import { planEmission } from '../../fixtures/generator/plan.js';
import { documented } from '../../specs/profiles/documented.js';
import { sources } from '../../specs/sources/index.js';
import { scoreSource } from './score-source.mjs';

const SEED = 11;

it('finds every defect of every rule on tables, in every source, whatever the chunks', async () => {
  const rules = new Set<string>();
  const differences: string[] = [];
  for (const [place, source] of sources.entries()) {
    const score = await scoreSource(
      {
        profile: documented,
        planters,
        planEmission,
        breakEmission,
        check: async (csv) => {
          const options = { profile: documented, rules: tableRules, variant: null, samples: 1_000_000 };
          const outcome = await (csv.source.sections ? checkSections : checkTable)(csv, options);
          return outcome.collected.findings;
        },
      },
      // One source in four as it is written, the others in chunks of random sizes.
      {
        source,
        rows: 2000,
        count: 5,
        seed: SEED + place,
        chunkBytes: place % 4 === 0 ? null : 1 + (mix(SEED, place) % 65_536),
      },
    );
    for (const { rule } of score.planted) rules.add(rule);
    differences.push(
      ...score.missed.map((key) => `missed ${key}`),
      ...score.extra.map((key) => `extra ${key}`),
    );
  }
  expect(differences).toEqual([]);
  const plantable = planters.flatMap(({ kind, rule }) => (kind === 'file' ? [] : [rule]));
  expect([...rules].toSorted()).toEqual(plantable.toSorted());
}, 120_000);
