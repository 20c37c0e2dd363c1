/** Where the script shows findings, and what it searches them by. */
import type { Report } from '../../../../specs/report.js';
import { count, plural } from '../../wording.js';
import type { EmbeddedReport } from '../embedded.js';
import { markup, scriptJson } from '../markup.js';
import type { Markup } from '../markup.js';

export function findingsSection({ counts }: Report, embedded: EmbeddedReport): Markup | false {
  const total = counts.error + counts.warning + counts.info;
  if (embedded.findings.length === 0) return false;
  const severity = (name: 'error' | 'warning' | 'note', number: number): Markup =>
    markup`<label class="toggle"><input type="checkbox" id="severity-${name}" checked><span class="badge ${name}">${name}</span> ${count(number)}</label>`;
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
<p class="hint">${
    embedded.findings.length < total
      ? `${count(embedded.findings.length)} samples of ${plural(total, 'finding')}, some of every rule, file and column. cqube-conform check --findings-file all.ndjson writes all of them.`
      : `All ${plural(total, 'finding')}.`
  }</p>
<noscript><p class="hint">Search and filters need JavaScript. The sections above have examples of every kind.</p></noscript>
<form id="filters" class="filters for-script" role="search" aria-label="Findings">
<label class="grow"><span>Search</span><input type="search" id="words" placeholder="A school, a value, a column …   ( / )" autocomplete="off" spellcheck="false"></label>
<label><span>File</span><select id="file"><option value="-1">All files</option></select></label>
<label><span>Rule</span><select id="rule"><option value="-1">All rules</option></select></label>
<fieldset><legend>Severity</legend>${severity('error', counts.error)}${severity('warning', counts.warning)}${severity('note', counts.info)}</fieldset>
<button type="reset">Clear</button>
</form>
<p id="found" class="found for-script" role="status"></p>
<div id="finding-list"></div>
<nav id="pages" class="pages" aria-label="Pages of findings" hidden><button type="button" id="previous">Previous</button><span id="page-of" role="status"></span><button type="button" id="next">Next</button></nav>
<script type="application/json" id="data">${scriptJson(embedded)}</script>
</section>`;
}
