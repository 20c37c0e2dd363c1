/** What one view has of its own. */
export const VIEWS = /* css */ `
.summary { display: grid; gap: 0.9rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0.8rem 2.4rem; }
.figure { display: flex; flex-direction: column-reverse; }
.figure dt { color: var(--muted); font-size: 0.87rem; }
.figure dd { font-size: 1.55rem; font-weight: 600; letter-spacing: -0.02em; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figure.ok dd { color: var(--ok); }
.figure.bad dd { color: var(--bad); }
.figure.warn dd { color: var(--warn); }
.meter { display: flex; gap: 2px; height: 8px; border-radius: 99px; overflow: hidden; background: transparent; }
.meter span { flex: 0 1 0; background: var(--line); transition: flex-grow 0.4s; }
.meter .ok { background: light-dark(#2a9d6a, #4cc38a); }
.meter .bad { background: light-dark(#d2463d, #f0746a); }
.meter .busy { background: light-dark(#5b9bd5, #6aa9e0); }

.folders { columns: 390px; column-gap: 1rem; }
.folder { break-inside: avoid; padding: 0.6rem 0.5rem; margin-bottom: 1rem; }
.folder h3 { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 0.6rem; padding: 0 0.6rem; font-family: var(--mono); font-size: 0.85rem; }
.folder > ul { margin-top: 0.3rem; }
.folder.untouched { background: none; box-shadow: none; border-style: dashed; }
.strangers { border-color: var(--bad); }
.strangers h3 { font-family: inherit; font-size: 0.95rem; }
.file { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.1rem 0.8rem; min-height: 32px; padding: 0.15rem 0.6rem; border-radius: 7px; color: inherit; text-decoration: none; }
.file:hover { background: var(--sunken); }
.file[aria-current] { background: var(--accent-soft); }
.file-name { overflow-wrap: anywhere; font-weight: 500; }
.file.missing .file-name { color: var(--muted); font-weight: 400; }
.file.missing .badge, .file.elsewhere .badge { background: none; padding: 0; font-weight: 400; }
.file.elsewhere .file-name { color: var(--muted); font-weight: 400; }
.file-facts { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin-inline-start: auto; }
.rows { color: var(--muted); font-size: 0.83rem; font-variant-numeric: tabular-nums; }

.lanes { display: grid; gap: 1px; }
.lane { display: grid; grid-template-columns: minmax(110px, 220px) minmax(0, 1fr); align-items: center; gap: 0.9rem; }
.lane-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 0.87rem; }
.track { position: relative; height: 26px; margin-inline: 8px; }
.track::before { content: ''; position: absolute; inset: 50% -8px auto; border-top: 1px solid var(--line); }
.dot { position: absolute; top: 50%; width: 14px; height: 14px; margin: -7px; border: 2px solid var(--surface); border-radius: 50%; background: light-dark(#17866a, #4cc3a0); }
.dot::after { content: ''; position: absolute; inset: -7px; }
.dot:hover { scale: 1.25; }
.dot.early { border-radius: 3px; rotate: 45deg; background: light-dark(#c77700, #f2b23c); }
.lane-times { display: flex; justify-content: space-between; padding-inline-start: calc(min(220px, 40%) + 0.9rem); font-size: 0.8rem; font-variant-numeric: tabular-nums; }
.card > .lane-times { margin-top: 0.1rem; }
.order-findings > * + * { margin-top: 0.6rem; }

.welcome { padding: 1.3rem 1.4rem 1.4rem; border-color: light-dark(#b9d9cf, #24534a); }
.kicker { font: 500 0.82rem var(--mono); color: var(--accent); overflow-wrap: anywhere; }
.welcome h2 { font-size: 1.25rem; }
.steps { display: grid; gap: 0.6rem; counter-reset: step; }
.steps li { display: block; position: relative; padding-inline-start: 2.1rem; counter-increment: step; }
.steps li::before { content: counter(step); position: absolute; inset-inline-start: 0; width: 1.5rem; height: 1.5rem; border-radius: 50%; background: var(--accent-soft); color: var(--accent); text-align: center; font-size: 0.85rem; font-weight: 600; line-height: 1.5rem; }

.status { flex: none; width: 44px; padding: 0.1rem 0; border-radius: 6px; background: var(--sunken); color: var(--muted); text-align: center; font: 600 0.85rem/1.5rem var(--mono); }
.status.s2 { background: var(--ok-soft); color: var(--ok); }
.status.s4, .status.s5 { background: var(--bad-soft); color: var(--bad); }
.status.s0 { background: var(--warn-soft); color: var(--warn); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(255px, 100%), 1fr)); gap: 1rem; }
.side { min-width: 0; padding: 0.9rem; border: 1px solid var(--line); border-radius: var(--radius); }
.side > * + * { margin-top: 0.6rem; }
.detail .side h3 { margin-top: 0; }
.start-line { font: 0.87rem/1.5 var(--mono); overflow-wrap: anywhere; }
.headers { font-size: 0.83rem; }
.headers > div { padding: 0.2rem 0; border-top: 1px solid var(--line); }
.headers dt { color: var(--muted); overflow-wrap: anywhere; }
.headers dd { font-family: var(--mono); overflow-wrap: anywhere; max-height: 7.5em; overflow: auto; }
.body { max-height: 420px; overflow: auto; padding: 0.7rem; border-radius: 8px; background: var(--sunken); white-space: pre-wrap; overflow-wrap: anywhere; }

.preview { max-height: 460px; }
.preview td { max-width: 260px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
.preview thead th { position: sticky; top: 0; z-index: 1; min-width: 150px; max-width: 240px; white-space: normal; color: var(--text); }
.preview tr > * + * { border-inline-start: 1px solid var(--line); }
.column-name { display: block; font-family: var(--mono); font-size: 0.83rem; overflow-wrap: anywhere; }
.column-facts { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; color: var(--muted); font-size: 0.78rem; font-weight: 400; line-height: 1.4; }
.preview th.stranger { background: var(--bad-soft); }

.presets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(250px, 100%), 1fr)); gap: 0.6rem; }
.preset { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.6rem; width: 100%; height: 100%; align-content: start; padding: 0.7rem 0.8rem; text-align: start; font-weight: 400; border-color: var(--line); }
.preset:hover { border-color: var(--accent); background: var(--accent-soft); }
.preset .icon { align-self: start; margin-top: 0.25em; color: var(--warn); }
.preset-title { font-weight: 600; }
.preset .faint { grid-column: 2; font-size: 0.85rem; }
.fault-row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.9rem; padding: 0.6rem 0; }
.fault-row > .badge { min-width: 92px; }
.fault-row .row-main { flex: 1 1 240px; }
.fault-row .row-sub { white-space: normal; }
.clock-time { font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }

.feeds li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.7rem; padding: 0.35rem 0; }
.feeds li > span:last-child { flex: 1 1 220px; }
.verdict { display: flex; gap: 1rem; align-items: flex-start; padding: 1.1rem 1.3rem; border-radius: var(--radius); background: var(--sunken); }
.verdict > .icon { width: 1.7rem; height: 1.7rem; margin-top: 0.15rem; }
.verdict-words { font-size: 1.15rem; font-weight: 600; }
.verdict.ok { background: var(--ok-soft); } .verdict.ok > .icon, .verdict.ok .verdict-words { color: var(--ok); }
.verdict.bad { background: var(--bad-soft); } .verdict.bad > .icon, .verdict.bad .verdict-words { color: var(--bad); }
.verdict.warn { background: var(--warn-soft); } .verdict.warn > .icon, .verdict.warn .verdict-words { color: var(--warn); }
@media (max-width: 720px) {
  .figures { gap: 0.8rem 1.6rem; }
  .folders { columns: auto; }
  .lane { grid-template-columns: minmax(0, 40%) minmax(0, 1fr); }
}
`;
