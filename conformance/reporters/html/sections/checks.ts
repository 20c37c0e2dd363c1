/** What was looked at, and what was not: a report without findings is worth what was checked. */
import type { Report, RuleResult } from '../../../../specs/report.js';
import { count, plural } from '../../wording.js';
import { markup } from '../markup.js';
import type { Markup } from '../markup.js';
import { icon } from './icon.js';
import type { Sign } from './icon.js';

const SIGNS = {
  pass: 'pass',
  fail: 'fail',
  skipped: 'unknown',
  'not-applicable': 'absent',
  fault: 'unknown',
} as const satisfies Record<RuleResult['state'], Sign>;

export function checksSection({ rules, specs, tool, options, durationMs, recording }: Report): Markup {
  const limits = [
    options.only.length > 0 && `only ${options.only.join(', ')}`,
    options.skip.length > 0 && `without ${options.skip.join(', ')}`,
    options.source !== null && `read as ${options.source}`,
    `findings count from ${options.failOn} on`,
  ].filter((part) => part !== false);
  return markup`<section id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">What was checked</h2>
<p class="hint">${[
    `${tool.name} ${tool.version}`,
    `dictionaries of cQube ${specs.version} (${specs.digest.slice(0, 12)})`,
    ...limits,
    recording === null
      ? ''
      : `traffic: ${plural(recording.exchanges, 'exchange')}, ${plural(recording.uploads, 'upload')}`,
    durationMs > 0 ? `${(durationMs / 1000).toFixed(1)} s` : '',
  ]
    .filter(Boolean)
    .join(' · ')}</p>
${
  rules.length > 0 &&
  markup`<details><summary>${plural(rules.length, 'rule')}: ${tally(rules)}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Rules"><table><thead><tr><th scope="col">Rule</th><th scope="col">State</th><th scope="col" class="number">Looked at</th><th scope="col" class="number">Findings</th></tr></thead><tbody>${rules.map(ruleRow)}</tbody></table></div></details>`
}
</section>`;
}

const tally = (rules: readonly RuleResult[]): string =>
  (['pass', 'fail', 'skipped', 'not-applicable', 'fault'] as const)
    .map((state) => [state, rules.filter((rule) => rule.state === state).length] as const)
    .filter(([, number]) => number > 0)
    .map(
      ([state, number]) => `${number} ${state === 'pass' ? 'passed' : state === 'fail' ? 'failed' : state}`,
    )
    .join(', ');

const ruleRow = ({ id, state, checked, findings, skippedBecause = '' }: RuleResult): Markup =>
  markup`<tr><td><code>${id}</code></td><td class="state">${icon(SIGNS[state])} ${state}${skippedBecause !== '' && `: ${skippedBecause}`}</td><td class="number">${count(checked)}</td><td class="number">${count(findings)}</td></tr>`;
