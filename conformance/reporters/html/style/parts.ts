/** Rules, findings, the chart, and the lists at the end. */
export const PARTS = /* css */ `
.rule { margin-top: 0.6rem; border: 1px solid var(--line); border-radius: 9px; }
.rule > summary { display: flex; align-items: center; gap: 0.8rem; padding: 0.6rem 0.8rem; list-style: none; }
.rule > summary::-webkit-details-marker { display: none; }
.rule > summary::after { content: ''; flex: none; width: 7px; height: 7px; border: solid var(--muted); border-width: 0 1.6px 1.6px 0; transform: rotate(45deg) translate(-2px, -2px); }
.rule[open] > summary::after { transform: rotate(225deg) translate(-2px, -2px); }
.rule > summary:hover code { color: var(--accent); }
.rule-name { display: grid; flex: 1; min-width: 0; }
.rule-name code { font-weight: 600; }
.rule-summary { color: var(--muted); font-size: 0.87rem; }
.rule-count { text-align: end; white-space: nowrap; }
.rule-count b { font-variant-numeric: tabular-nums; }
.rule-count small { display: block; color: var(--muted); }
.rule-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.8rem; padding: 0.2rem 0.8rem 0.9rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.3rem 1rem; font-size: 0.9rem; }
dt { color: var(--muted); font-weight: 600; }
dd { overflow-wrap: anywhere; }
.rule-body > dl dd { max-width: 86ch; }
.places td:first-child { min-width: 170px; }
.places td:nth-child(2) { min-width: 90px; }
.places td:nth-child(4) { min-width: 260px; overflow-wrap: anywhere; }
.more { color: var(--muted); font-size: 0.87rem; }
.header-line { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 0.35rem 0.6rem; align-items: start; }
.header-line code { font-weight: 400; }
.header-line p { grid-column: 1 / -1; color: var(--muted); font-size: 0.87rem; }
pre { max-height: 9.5em; padding: 0.5rem 0.7rem; overflow: auto; border: 1px solid var(--line); border-radius: 7px; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; }
.shortcoming { color: var(--bad); }

.filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem 0.8rem; margin-top: 0.8rem; padding: 0.8rem; border-radius: 9px; background: var(--sunken); }
.filters label > span:first-child:not(.badge), .filters legend { display: block; margin-bottom: 0.2rem; padding: 0; color: var(--muted); font-size: 0.8rem; font-weight: 600; }
.filters .grow { flex: 1 1 240px; }
.filters .grow input { width: 100%; }
.filters select { width: 100%; max-width: 230px; }
.filters fieldset { border: 0; }
.filters .toggle { display: inline-flex; align-items: center; gap: 0.35rem; min-height: 34px; margin-inline-end: 0.7rem; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
.found { margin: 0.7rem 0 0.4rem; font-size: 0.9rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.finding { border-top: 1px solid var(--line); }
.finding > summary { display: flex; align-items: baseline; gap: 0.8rem; padding: 0.5rem 0.3rem; list-style: none; }
.finding > summary::-webkit-details-marker { display: none; }
.finding > summary:hover { background: var(--sunken); }
.finding .badge { flex: none; }
.finding-text { display: grid; min-width: 0; }
.finding .message { overflow-wrap: anywhere; }
.finding .place { color: var(--muted); font: 0.8rem/1.5 var(--mono); overflow-wrap: anywhere; }
.behind { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.7rem; margin: 0 0 0.8rem; padding: 0.8rem; border-radius: 9px; background: var(--sunken); }
.behind pre { background: var(--surface); }
.nothing { padding: 1.5rem 0; color: var(--muted); text-align: center; }
.pages { display: flex; align-items: center; justify-content: center; gap: 1rem; padding-top: 0.8rem; border-top: 1px solid var(--line); font-size: 0.87rem; font-variant-numeric: tabular-nums; }
.pages[hidden] { display: none; }

#forecast .scroll { margin-top: 0.7rem; }
.key { display: inline-block; width: 12px; height: 12px; border-radius: 3px; }
.key.kept { background: var(--ok); }
.key.lost { background: var(--bad); }
.key.fate { background: var(--line-strong); }
.chart tbody th { overflow-wrap: anywhere; text-align: start; }
.chart .total { background: var(--sunken); }
.chart .total th { font-weight: 650; }
.chart .bar { width: 38%; min-width: 110px; vertical-align: middle; }
.chart svg { display: block; width: 100%; height: 14px; border-radius: 4px; }
.chart rect { fill: var(--ok); }
.chart rect.ground { fill: var(--line); }
.chart rect.lost { fill: var(--bad); }
.chart rect.fate { fill: var(--line-strong); }
.chart .dropped { color: var(--bad); font-weight: 600; }
.chart .outcome { color: var(--muted); }
.chart tr:has(+ .reasons) > * { border-bottom: 0; padding-bottom: 0; }
.reasons td { color: var(--muted); padding-top: 0.15rem; overflow-wrap: anywhere; }
.reasons b { color: var(--text); font-weight: 550; }

.feeds { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 0.5rem; margin-top: 0.7rem; }
.feeds > li { display: flex; gap: 0.6rem; padding: 0.6rem 0.7rem; border: 1px solid var(--line); border-radius: 9px; font-size: 0.9rem; }
.feeds > .absent { border-style: dashed; color: var(--muted); }
.feeds div > small { display: block; color: var(--muted); }
.feeds ul { margin-top: 0.25rem; color: var(--muted); font-size: 0.82rem; }
.order { display: grid; gap: 0.3rem; margin-top: 0.7rem; counter-reset: step; }
.order > li { display: grid; grid-template-columns: 1.9rem minmax(0, 1fr); gap: 0.6rem; align-items: baseline; counter-increment: step; font-size: 0.9rem; }
.order > li::before { content: counter(step); padding: 0.05rem 0; border-radius: 99px; background: var(--accent-soft); color: var(--accent); font-size: 0.8rem; font-weight: 650; text-align: center; font-variant-numeric: tabular-nums; }
.order code { display: inline-block; margin: 0 0.5rem 0.15rem 0; }
#checks details { margin-top: 0.6rem; }
#checks summary { font-size: 0.9rem; }
#checks .scroll { margin-top: 0.6rem; }
.state .icon { width: 15px; height: 15px; vertical-align: -3px; }
`;
