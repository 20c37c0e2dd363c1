/** The frame: bar on top, views at the side, the view itself, and what was chosen in it. */
export const FRAME = /* css */ `
.app {
  display: grid;
  grid-template: auto minmax(0, 1fr) / 196px minmax(0, 1fr);
  grid-template-areas: 'top top' 'tabs main';
  height: 100%;
}
.skip { position: absolute; inset-inline-start: 8px; top: -60px; z-index: 9; padding: 0.5rem 1rem; background: var(--surface); border-radius: 8px; }
.skip:focus { top: 8px; }

.top {
  grid-area: top;
  display: flex;
  align-items: center;
  gap: 1rem;
  min-height: 54px;
  padding: 0 1rem;
  border-bottom: 1px solid var(--line);
  background: var(--surface);
}
.brand { display: flex; align-items: center; gap: 0.55rem; font-weight: 650; color: inherit; text-decoration: none; letter-spacing: -0.01em; }
.brand-sign { display: grid; place-items: center; width: 26px; height: 26px; border-radius: 8px; background: light-dark(#0c6654, #12806a); color: #fff; }
.where-to { display: flex; align-items: center; gap: 0.6rem; min-width: 0; margin-inline-start: auto; }
.address { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted); }
.state { display: inline-flex; align-items: center; gap: 0.4rem; font-size: 0.82rem; font-weight: 600; color: var(--muted); white-space: nowrap; }
.state::before { content: ''; width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
.state.live { color: var(--ok); }
.state.lost { color: var(--bad); }

.tabs { grid-area: tabs; position: relative; display: flex; flex-direction: column; gap: 2px; padding: 0.8rem 0.6rem; border-inline-end: 1px solid var(--line); overflow-y: auto; }
.tabs a {
  display: flex; align-items: center; gap: 0.65rem; min-height: 38px; padding: 0 0.7rem; border-radius: 8px;
  color: var(--muted); text-decoration: none; font-weight: 500; white-space: nowrap;
}
.tabs a:hover { background: light-dark(#e9eef0, #192023); color: var(--text); }
.tabs a[aria-current] { background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.count { margin-inline-start: auto; min-width: 1.5em; padding: 0 0.45em; border-radius: 99px; font-size: 0.78rem; line-height: 1.5rem; text-align: center; font-variant-numeric: tabular-nums; font-weight: 600; }
.count.none { color: var(--muted); }
.count.bad { background: var(--bad-soft); color: var(--bad); }
.count.warn { background: var(--warn-soft); color: var(--warn); }

main { grid-area: main; position: relative; overflow: auto; min-width: 0; }
.lost { margin: 1rem 1.5rem 0; }

.page-column { max-width: 900px; padding: 1.4rem 1.6rem 4rem; }
.page-column.wide { max-width: 1100px; }
.page-column > * + *, .split-main > * + *, .detail > * + * { margin-top: 1rem; }
.page-column > h2 { margin-top: 1.8rem; }

.split { display: grid; grid-template-columns: minmax(0, 1fr) minmax(380px, 44%); height: 100%; }
.split.closed { grid-template-columns: minmax(0, 1fr); }
.split-main { position: relative; padding: 1.4rem 1.6rem 4rem; overflow: auto; min-width: 0; }
.split-main.column { display: flex; flex-direction: column; padding-bottom: 0; overflow: hidden; }
.split-main.column > * + * { margin-top: 0.8rem; }
.split.full:not(.closed) { grid-template-columns: minmax(0, 1fr) minmax(380px, 56%); }

.detail { position: relative; padding: 1.1rem 1.3rem 4rem; border-inline-start: 1px solid var(--line); background: var(--surface); overflow: auto; min-width: 0; }
.detail-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.6rem; padding-bottom: 0.8rem; border-bottom: 1px solid var(--line); }
.detail-head h2 { flex: 1 1 240px; min-width: 0; overflow-wrap: anywhere; }
.detail-head > .button.quiet { margin-inline-start: -0.5rem; }
.detail h3 { margin-top: 1.6rem; }

.section-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.6rem 1rem; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.actions.end { justify-content: flex-end; margin-top: 1.2rem; }

@media (max-width: 980px) {
  .split, .split.full:not(.closed) { grid-template-columns: minmax(0, 1fr); }
  .split:not(.closed) > .split-main { display: none; }
  .detail { border: 0; }
}
@media (max-width: 720px) {
  .app { grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); grid-template-areas: 'top' 'tabs' 'main'; }
  .top { gap: 0.5rem; padding: 0 0.8rem; }
  .where-to .address, .where-to button span { display: none; }
  .tabs { flex-direction: row; gap: 0; padding: 0.2rem 0.15rem; overflow-x: auto; border: 0; border-bottom: 1px solid var(--line); background: var(--surface); scrollbar-width: none; }
  .tabs a { position: relative; flex: 1 0 auto; flex-direction: column; justify-content: center; gap: 0.1rem; min-height: 48px; padding: 0 4px; font-size: 0.7rem; }
  .tabs .icon { width: 19px; height: 19px; }
  .tabs .count { position: absolute; top: 1px; inset-inline-start: 52%; min-width: 0; padding: 0 4px; font-size: 0.65rem; line-height: 1rem; }
  .tabs .count.none { display: none; }
  .page-column, .split-main { padding: 1rem 0.9rem 3rem; }
  .split-main.column { padding-bottom: 0; }
  .detail { padding: 0.8rem 0.9rem 3rem; }
}
`;
