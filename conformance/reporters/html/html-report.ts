/**
 * The report as one HTML file that opens anywhere, without a network. It is whole without its script: that adds search,
 * filters and copying. Nothing in it comes from outside, and nothing of what stands in the files can run: the policy
 * names this style and this script by their digests and allows nothing else.
 */
import { createHash } from 'node:crypto';
import type { Report } from '../../../specs/report.js';
import type { ReporterContext } from '../reporter.js';
import { heading } from '../wording.js';
import { embed } from './embed.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';
import { pageScript } from './script.js';
import { boardSection } from './sections/board.js';
import { checksSection } from './sections/checks.js';
import { feedsSection, orderSection } from './sections/feeds.js';
import { findingsSection } from './sections/findings.js';
import { forecastSection } from './sections/forecast.js';
import { rulesSection } from './sections/rules.js';
import { scenariosSection } from './sections/scenarios.js';
import { summarySection } from './sections/summary.js';
import { STYLE } from './style/index.js';

interface Section {
  readonly id: string;
  readonly label: string;
  readonly content: Markup | false;
}

/** Throws `ReportScriptError` where the package was not built. */
export function htmlReport(report: Report, context: ReporterContext): string {
  const sections: readonly Section[] = [
    { id: 'verdict', label: 'Verdict', content: summarySection(report) },
    { id: 'emission', label: 'Emission', content: boardSection(report) },
    { id: 'scenarios', label: 'Scenarios', content: scenariosSection(report) },
    { id: 'rules', label: 'What is wrong', content: rulesSection(report, context) },
    { id: 'findings', label: 'Findings', content: findingsSection(report, embed(report, context)) },
    { id: 'forecast', label: 'Forecast', content: forecastSection(report) },
    { id: 'feeds', label: 'Reports', content: feedsSection(report) },
    { id: 'order', label: 'Order', content: orderSection(report) },
    { id: 'checks', label: 'Checks', content: checksSection(report) },
  ];
  return page(
    report,
    sections.filter(({ content }) => content !== false),
  );
}

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23176b5b'/%3E%3Cpath d='M9 16.5l5 5 9-11' fill='none' stroke='white' stroke-width='3.4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

function page(report: Report, sections: readonly Section[]): string {
  const script = pageScript();
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(STYLE)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${`${heading(report)} cqube-conform`}</title>
<link rel="icon" href="${{ html: ICON }}">
<style>${{ html: STYLE }}</style>
</head>
<body>
<a class="skip" href="#verdict">To the verdict</a>
<header class="top">
<span class="brand"><svg viewBox="0 0 32 32" aria-hidden="true"><path d="M9 16.5l5 5 9-11" /></svg>cqube-conform</span>
<nav aria-label="Sections">${sections.map(({ id, label }) => markup`<a href="#${id}">${label}</a>`)}</nav>
<div class="tools for-script">
<button type="button" id="theme" title="Light or dark" aria-label="Light or dark"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9z" /></svg></button>
<button type="button" id="print" title="Print" aria-label="Print"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M6 7V3h8v4M6 14H4a1.5 1.5 0 0 1-1.5-1.5v-4A1.5 1.5 0 0 1 4 7h12a1.5 1.5 0 0 1 1.5 1.5v4A1.5 1.5 0 0 1 16 14h-2M6 12h8v5H6z" /></svg></button>
</div>
</header>
<main>
${sections.map(({ content }) => (content === false ? markup`` : markup`${content}\n`))}
</main>
<footer>${`${report.tool.name} ${report.tool.version} · profile ${report.profile} · cQube ${report.specs.version} · this page needs no network`}</footer>
<p class="unseen" id="said" role="status"></p>
<script>${{ html: script }}</script>
</body>
</html>
`.html;
}
