/** How an emitter did in each scenario. */
import type { Report, ScenarioResult } from '../../../../specs/report.js';
import { markup } from '../markup.js';
import type { Markup } from '../markup.js';
import { icon } from './icon.js';
import type { Sign } from './icon.js';

export const scenariosSection = ({ scenarios }: Report): Markup | false =>
  scenarios !== null &&
  scenarios.length > 0 &&
  markup`<section id="scenarios" aria-labelledby="scenarios-title">
<h2 id="scenarios-title">Scenarios</h2>
${scenarios.map(scenario)}
</section>`;

function signOf({ verdict, level }: ScenarioResult): Sign {
  if (verdict === 'fault') return 'unknown';
  if (level === null) return 'fail';
  return level === 'must' ? 'warn' : 'pass';
}

const WORDS: Readonly<Record<Sign, string>> = {
  pass: 'passed',
  warn: 'MUST kept, SHOULD missed',
  fail: 'below MUST',
  unknown: 'could not be played',
  absent: '',
};

const share = ({ met, of }: ScenarioResult['must']): string => (of === 0 ? '–' : `${met}/${of}`);

function scenario(one: ScenarioResult): Markup {
  const sign = signOf(one);
  const missed = one.expectations.filter(({ met }) => !met);
  const { name, summary, must, should, exit, reason, mend, exchanges, output } = one;
  return markup`<details class="rule scenario"${sign === 'fail' && markup` open`}>
<summary>${icon(sign)}<span class="rule-name"><code>${name}</code><span class="rule-summary">${summary}</span></span><span class="rule-count"><small>${`MUST ${share(must)} · SHOULD ${share(should)}`}</small></span><span class="unseen">${WORDS[sign]}</span></summary>
<div class="rule-body"><dl>
${missed.map(({ level, text, shortcoming = '' }) => markup`<dt>${level.toUpperCase()}</dt><dd>${text}<br><span class="shortcoming">${shortcoming}</span></dd>`)}
<dt>Ended</dt><dd>${exit}</dd><dt>Why</dt><dd>${reason}</dd>${missed.length > 0 && markup`<dt>Mend</dt><dd>${mend}</dd>`}</dl>
${
  exchanges.length > 0 &&
  markup`<div class="scroll" tabindex="0" role="region" aria-label="Exchanges of ${name}"><table><thead><tr><th scope="col" class="number">#</th><th scope="col">Time</th><th scope="col">Request</th><th scope="col">File</th><th scope="col">Answer</th></tr></thead><tbody>${exchanges
    .slice(0, 200)
    .map(
      (line) =>
        markup`<tr><td class="number">${line.seq}</td><td>${line.at.slice(11, 23)}</td><td><code>${line.method} ${line.path}</code></td><td>${line.file ?? ''}</td><td>${line.status === 0 ? 'no answer' : String(line.status)}${line.injectedFault !== null && ` (the scenario: ${line.injectedFault})`}</td></tr>`,
    )}</tbody></table></div>`
}
${output !== null && output !== '' && markup`<pre class="output" tabindex="0">${outputLines(output)}</pre>`}
</div></details>`;
}

/** What the emitter wrote last. */
const outputLines = (output: string): readonly Markup[] =>
  output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-20)
    .map(
      (line) => markup`${line}
`,
    );
