/** What several views have in common. */
export const PARTS = /* css */ `
.card { padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); box-shadow: var(--shadow); }
.card > * + * { margin-top: 0.7rem; }

.badge {
  display: inline-flex; align-items: center; gap: 0.3rem; flex: none; max-width: 100%; padding: 0 0.55rem; border-radius: 99px;
  font-size: 0.8rem; font-weight: 600; line-height: 1.6rem; white-space: nowrap; background: var(--sunken); color: var(--muted);
}
.badge > span { overflow: hidden; text-overflow: ellipsis; }
.badge.ok { background: var(--ok-soft); color: var(--ok); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.info { background: var(--info-soft); color: var(--info); }
.tag { display: inline-block; padding: 0 0.4rem; border: 1px solid var(--line-strong); border-radius: 5px; color: var(--muted); font: 500 0.75rem/1.35rem var(--mono); }

.notice { padding: 0.75rem 0.95rem; border-radius: 8px; border-inline-start: 3px solid var(--line-strong); background: var(--sunken); overflow-wrap: anywhere; }
.notice strong { display: block; }
.notice > * + *, .notice div > * + * { margin-top: 0.35rem; }
.notice ul { padding-inline-start: 1.1rem; list-style: disc; }
.notice.ok { background: var(--ok-soft); border-color: var(--ok); }
.notice.bad { background: var(--bad-soft); border-color: var(--bad); }
.notice.warn { background: var(--warn-soft); border-color: var(--warn); }
.notice.info { background: var(--info-soft); border-color: var(--info); }
.good { color: var(--ok); font-weight: 500; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--muted); }
.empty-title { font-size: 1.05rem; font-weight: 500; }

.segments { display: inline-flex; flex-wrap: wrap; align-self: flex-start; gap: 2px; padding: 3px; border-radius: 9px; background: light-dark(#e6ebed, #1a2225); }
.segments button, .segments a { display: inline-flex; align-items: center; min-height: 30px; padding: 0 0.75rem; border: 0; border-radius: 7px; background: none; color: var(--muted); font-size: 0.87rem; font-weight: 500; text-decoration: none; }
.segments [aria-pressed='true'], .segments [aria-current] { background: var(--raised); color: var(--text); box-shadow: var(--shadow); }

.filters { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem; }
.search { position: relative; flex: 1 1 220px; max-width: 420px; }
.search .icon { position: absolute; inset-inline-start: 0.65rem; top: 50%; translate: 0 -50%; color: var(--muted); }
.search input { width: 100%; padding-inline-start: 2.1rem; }
.inline-form { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 0.8rem; }
.card.inline-form > *, .card > .inline-form > * { margin-top: 0; }
.inline-form label { display: grid; gap: 0.25rem; font-size: 0.87rem; font-weight: 500; flex: 0 1 260px; }
.tick { display: flex; align-items: center; gap: 0.6rem; min-height: 32px; }
.plain-list > li + li { border-top: 1px solid var(--line); }

.facts { display: grid; gap: 0.35rem; }
.facts > div { display: grid; grid-template-columns: 118px minmax(0, 1fr); gap: 0.6rem; }
.facts dt { color: var(--muted); font-size: 0.9rem; }
.facts dd { overflow-wrap: anywhere; }

.code { position: relative; border-radius: 8px; background: light-dark(#10201f, #0a1011); color: #dcebe8; }
.code pre { padding: 0.9rem 1rem; padding-top: 2.6rem; overflow-x: auto; line-height: 1.55; }
.code > button { position: absolute; inset-inline-end: 0.4rem; top: 0.3rem; color: #9fc4bb; }
.code > button:hover { background: rgb(255 255 255 / 10%); color: #fff; }
.card > pre { overflow-x: auto; padding: 0.6rem; border-radius: 8px; background: var(--sunken); }

.scroll { position: relative; overflow: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 8px; }
.scroll table { width: 100%; }
details > .scroll { margin-top: 0.5rem; max-height: 480px; }
.rows-table tbody td, .rows-table tbody th { vertical-align: middle; }
.rows-table code { white-space: nowrap; }

.virtual { position: relative; flex: 1 1 0; min-height: 240px; overflow-y: auto; border: 1px solid var(--line); border-bottom: 0; border-radius: var(--radius) var(--radius) 0 0; background: var(--surface); }
.virtual:focus-visible { outline-offset: -2px; }
.virtual-space { position: relative; }
.virtual-row { position: absolute; inset-inline: 0; border-bottom: 1px solid var(--line); cursor: pointer; overflow: hidden; }
.virtual-row:hover { background: var(--sunken); }
.virtual-row[aria-selected='true'] { background: var(--accent-soft); box-shadow: inset 3px 0 var(--accent); }
.row { display: flex; align-items: center; gap: 0.8rem; height: 100%; padding: 0 0.9rem; }
.row > .badge { max-width: 42%; }
.row-main { flex: 1; min-width: 0; display: grid; }
.row-title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 500; }
.row-sub { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 0.83rem; color: var(--muted); }

.finding { padding: 0.9rem 0; border-top: 1px solid var(--line); }
.findings > .finding:first-child { border-top: 0; padding-top: 0.3rem; }
.finding > * + * { margin-top: 0.5rem; }
.message { display: block; }
.finding h4 { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.samples > li { padding: 0.3rem 0; overflow-wrap: anywhere; }
.samples > li + li { border-top: 1px dotted var(--line); }
.lines { font-size: 0.87rem; font-variant-numeric: tabular-nums; }
.where { display: inline-block; margin-inline-end: 0.5rem; padding: 0 0.4rem; border-radius: 5px; background: var(--sunken); color: var(--muted); font: 500 0.8rem/1.45rem var(--mono); overflow-wrap: anywhere; }
.advice { display: grid; gap: 0.3rem; padding: 0.65rem 0.8rem; border-radius: 8px; background: var(--sunken); font-size: 0.92rem; }
.advice > div { display: grid; grid-template-columns: 48px minmax(0, 1fr); gap: 0.5rem; }
.advice dt { color: var(--muted); font-weight: 600; }
.forecast + .forecast { margin-top: 0.6rem; padding-top: 0.6rem; border-top: 1px solid var(--line); }
.forecast > * + * { margin-top: 0.3rem; }
@media (max-width: 720px) {
  .row { padding: 0 0.7rem; gap: 0.6rem; }
  .row > .badge { max-width: 36%; padding: 0 0.45rem; font-size: 0.75rem; }
  .row > .badge.ok > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .facts > div { grid-template-columns: 92px minmax(0, 1fr); }
  .filters select { flex: 1 1 40%; width: 100%; }
  .filters label:not(.search) { flex: 1 1 40%; }
}
`;
