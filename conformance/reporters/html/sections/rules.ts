/** What is wrong, rule by rule, worst first: why it matters, what to do, and where. It needs no script. */
import type { Report } from '../../../../specs/report.js';
import type { RuleId } from '../../../../specs/rule-ids.js';
import { groupBy } from '../../group-by.js';
import { groupSamples } from '../../group-samples.js';
import type { GroupSamples } from '../../group-samples.js';
import type { ReporterContext } from '../../reporter.js';
import { count, plural } from '../../wording.js';
import { longText, markup, pathCode } from '../markup.js';
import type { Markup } from '../markup.js';

const MOST_PLACES = 25;
const MOST_HEADERS = 5;
const LONGEST_HEADER = 20_000;
const WORDS = { error: 'error', warning: 'warning', info: 'note' } as const;

export function rulesSection(report: Report, context: ReporterContext): Markup | false {
  const rules = groupBy(groupSamples(report), ({ group }) => group.rule);
  return (
    rules.size > 0 &&
    markup`<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">What is wrong, and what to do</h2>
${[...rules].map(([rule, places], index) => ruleMarkup(rule, places, context, index === 0))}
</section>`
  );
}

function ruleMarkup(
  rule: RuleId,
  places: readonly GroupSamples[],
  context: ReporterContext,
  open: boolean,
): Markup {
  const { requirement, summary, why, fix } = context.rule(rule);
  const worst = WORDS[places[0]?.group.severity ?? 'info'];
  const total = places.reduce((sum, { group }) => sum + group.count, 0);
  const files = new Set(places.map(({ group }) => group.path)).size;
  return markup`<details class="rule" id="rule-${rule}"${open && markup` open`}>
<summary><span class="badge ${worst}">${worst}</span><span class="rule-name"><code>${rule}</code><span class="rule-summary">${summary}</span></span><span class="rule-count"><b>${count(total)}</b> <small>${`in ${plural(files, 'file')}`}</small></span></summary>
<div class="rule-body">
<dl><dt>Why</dt><dd>${prose(why)}</dd><dt>Mend</dt><dd>${prose(fix)}</dd>${requirement !== null && markup`<dt>Asked by</dt><dd>${requirement}</dd>`}</dl>
${headers(rule, places)}
<div class="scroll" tabindex="0" role="region" aria-label="Where ${rule} was broken"><table class="places"><thead><tr><th scope="col">File</th><th scope="col">Column</th><th scope="col" class="number">Findings</th><th scope="col">For example</th></tr></thead><tbody>${places
    .slice(0, MOST_PLACES)
    .map(placeRow)}</tbody></table></div>
${places.length > MOST_PLACES && markup`<p class="more">${`… and ${plural(places.length - MOST_PLACES, 'more place')}`}</p>`}
<p class="for-script"><button type="button" data-rule="${rule}">Show its findings</button></p>
</div></details>`;
}

/** Texts of the catalogue hold code between backticks. */
const prose = (text: string): readonly Markup[] =>
  text.split('`').map((part, index) => (index % 2 === 0 ? markup`${part}` : markup`<code>${part}</code>`));

function placeRow({ group, samples }: GroupSamples): Markup {
  const [first] = samples;
  const line = first?.where.line === undefined ? '' : `line ${count(first.where.line)}: `;
  return markup`<tr><td>${pathCode(group.path || 'the emission')}</td><td>${
    group.column !== undefined && markup`${pathCode(group.column)}`
  }</td><td class="number" data-label="${group.count === 1 ? 'finding' : 'findings'}">${count(group.count)}</td><td>${line}${first?.message ?? ''}</td></tr>`;
}

/** The header lines to use instead, ready to be copied. */
function headers(rule: RuleId, places: readonly GroupSamples[]): readonly Markup[] {
  const found = new Map<string, string>();
  for (const { group, samples } of places) {
    const header = samples[0]?.details['headerToUse'];
    if (typeof header === 'string') found.set(group.path, header);
  }
  return [...found].slice(0, MOST_HEADERS).map(([path, header], index) => {
    const id = `header-${rule}-${index}`;
    return markup`<div class="header-line"><p>Header line for ${pathCode(path)}</p><pre id="${id}" tabindex="0">${longText(header, LONGEST_HEADER)}</pre><button type="button" class="for-script" data-copy="${id}">Copy header line</button></div>`;
  });
}
