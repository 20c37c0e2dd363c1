/** For every source: the check finds what is planted, where it is planted, and nothing else. */
import { expect, it } from 'vitest';
import { tableRules } from '../../conformance/rules/table/index.js';
import { checkSections } from '../../conformance/scan/check-sections.js';
import { checkTable } from '../../conformance/scan/check-table.js';
import { breakEmission } from '../../fixtures/generator/breaking/break-emission.js';
import { planters as allPlanters, whyNot } from '../../fixtures/generator/breaking/index.js';
import { mix } from '../../fixtures/generator/mix.js';
import { planEmission } from '../../fixtures/generator/plan.js';
import { documented } from '../../specs/profiles/documented.js';
import { sources } from '../../specs/sources/index.js';
import { scoreSource } from './score-source.mjs';

const SEED = 11;
/** What needs other files beside it has a test of its own. */
const planters = allPlanters.filter(({ rule }) => !rule.startsWith('dataset/'));

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
        check: (csv) => {
          const options = { profile: documented, rules: tableRules, variant: null, samples: 1_000_000 };
          return (csv.source.sections ? checkSections : checkTable)(csv, options);
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
    expect(score.planted.length, `${source.id} has nothing planted`).toBeGreaterThan(0);
    for (const { rule } of score.planted) rules.add(rule);
    differences.push(
      ...score.missed.map((key) => `missed ${key}`),
      ...score.extra.map((key) => `extra ${key}`),
    );
  }
  expect(differences).toEqual([]);
  // The one that is left takes millions of rows: `npm run score -- --rows 1000000` plants it too.
  const left = tableRules.map(({ id }) => id).filter((id) => !rules.has(id));
  expect(left).toEqual(['table/row-limit']);
  expect(whyNot('table/row-limit')).toMatch(/0\.6 GB/);
}, 120_000);
