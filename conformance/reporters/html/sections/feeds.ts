/** Which reports of cQube the emission can feed, and the order in which to emit what is there. */
import type { ReportFeed } from '../../../../specs/forecast.js';
import type { Report } from '../../../../specs/report.js';
import { plural } from '../../wording.js';
import { markup, pathCode } from '../markup.js';
import type { Markup } from '../markup.js';
import { icon } from './icon.js';
import type { Sign } from './icon.js';

const SIGNS = { fed: 'pass', incomplete: 'warn', absent: 'absent' } as const satisfies Record<
  ReportFeed['state'],
  Sign
>;
const WORDS = {
  fed: 'can be fed',
  incomplete: 'something is missing',
  absent: 'nothing for it here',
} as const;
const MOST_FILES = 100;

export const feedsSection = ({ reportsFed }: Report): Markup | false =>
  reportsFed.length > 0 &&
  markup`<section id="feeds" aria-labelledby="feeds-title">
<h2 id="feeds-title">Reports that this emission can feed</h2>
<p class="hint">What was emitted before is not known here.</p>
<ul class="feeds">${reportsFed.map(feed)}</ul>
</section>`;

function feed({ report, title, state, missing }: ReportFeed): Markup {
  const reasons = [...new Set(missing.map(({ because }) => because))];
  return markup`<li class="${SIGNS[state]}">${icon(SIGNS[state])}<div><b>${report}</b> <span>${title}</span><small>${WORDS[state]}</small>${
    state === 'incomplete' &&
    markup`<ul>${reasons.slice(0, 10).map((reason) => {
      const names = missing.filter(({ because }) => because === reason).map(({ source }) => source);
      return markup`<li><code>${names.join(', ')}</code> ${reason}</li>`;
    })}</ul>`
  }</div></li>`;
}

export const orderSection = ({ emissionOrder, scenarios, shard }: Report): Markup | false =>
  scenarios === null &&
  shard === null &&
  emissionOrder.flat().length > 1 &&
  markup`<section id="order" aria-labelledby="order-title">
<h2 id="order-title">Emit in this order</h2>
<p class="hint">Files of one step in any order.</p>
<ol class="order">${emissionOrder.map(
    (step) =>
      markup`<li><div>${step.slice(0, MOST_FILES).map((path) => markup`${pathCode(path)} `)}${
        step.length > MOST_FILES && `and ${plural(step.length - MOST_FILES, 'more file')}`
      }</div></li>`,
  )}</ol>
</section>`;
