/** The bar on top, the sections, the verdict, the board. */
export const FRAME = /* css */ `
.skip { position: absolute; inset-inline-start: 8px; top: -60px; z-index: 9; padding: 0.5rem 1rem; border-radius: 8px; background: var(--surface); }
.skip:focus { top: 8px; }
.top {
  position: sticky;
  top: 0;
  z-index: 5;
  display: flex;
  align-items: center;
  gap: 0.4rem 1.2rem;
  padding: 0.5rem max(1rem, calc((100vw - 1180px) / 2));
  border-bottom: 1px solid var(--line);
  background: var(--surface);
}
.brand { display: flex; align-items: center; gap: 0.55rem; font-weight: 650; letter-spacing: -0.01em; white-space: nowrap; }
.brand svg { width: 26px; height: 26px; border-radius: 8px; background: light-dark(#0c6654, #12806a); }
.brand path { fill: none; stroke: #fff; stroke-width: 3.4; stroke-linecap: round; stroke-linejoin: round; }
.top nav { display: flex; flex: 1; gap: 0.15rem; overflow-x: auto; scrollbar-width: none; }
.top nav a { padding: 0.3rem 0.6rem; border-radius: 7px; color: var(--muted); font-size: 0.87rem; font-weight: 500; text-decoration: none; white-space: nowrap; }
.top nav a:hover { background: var(--sunken); color: var(--text); }
.tools { display: flex; gap: 0.4rem; }
.tools button { display: grid; place-items: center; width: 36px; padding: 0; }
.tools svg { width: 18px; height: 18px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.1rem; max-width: 1212px; margin: 0 auto; padding: 1.1rem 1rem 3rem; }
main > section { padding: 1.1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
footer { padding: 0 1rem 2rem; color: var(--muted); font-size: 0.82rem; text-align: center; }

main > .verdict { border-inline-start: 5px solid var(--muted); }
.verdict.pass { border-inline-start-color: var(--ok); }
.verdict.fail { border-inline-start-color: var(--bad); }
.verdict.warn, .verdict.unknown { border-inline-start-color: var(--warn); }
.verdict-head { display: flex; gap: 0.9rem; align-items: flex-start; }
.verdict-head .icon { width: 34px; height: 34px; }
.about { margin-top: 0.15rem; color: var(--muted); font-size: 0.87rem; overflow-wrap: anywhere; }
.numbers { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin-top: 1rem; }
.numbers li { color: var(--muted); font-size: 0.87rem; }
.numbers b { display: block; color: var(--text); font-size: 1.5rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.numbers .bad b { color: var(--bad); }
.numbers .odd b { color: var(--warn); }
.first { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem; margin-top: 1rem; font-size: 0.87rem; }
.first > span { margin-inline-end: 0.3rem; font-weight: 600; }
.chip { padding: 0.2rem 0.65rem; border: 1px solid var(--line-strong); border-radius: 99px; color: inherit; font-family: var(--mono); font-size: 0.8rem; text-decoration: none; }
.chip:hover { border-color: var(--accent); color: var(--accent); }
.chip small { margin-inline-start: 0.5rem; color: var(--muted); font-family: system-ui, sans-serif; }
.faults { margin-top: 1rem; padding: 0.7rem 0.9rem; border-radius: 9px; background: var(--warn-soft); font-size: 0.9rem; overflow-wrap: anywhere; }
.faults li + li { margin-top: 0.4rem; }

.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; margin-top: 0.4rem; color: var(--muted); font-size: 0.87rem; }
.legend span { display: inline-flex; align-items: center; gap: 0.35rem; }
.board { display: grid; grid-template-columns: repeat(auto-fill, minmax(196px, 1fr)); gap: 0.45rem; margin-top: 0.5rem; }
.tile {
  display: flex;
  align-items: center;
  gap: 0.55rem;
  width: 100%;
  height: 100%;
  min-height: 52px;
  padding: 0.4rem 0.6rem;
  border: 1px solid var(--line);
  border-radius: 9px;
  background: var(--sunken);
  text-align: start;
}
.tile-text { display: grid; min-width: 0; line-height: 1.3; }
.tile b { font: 500 0.8rem/1.35 var(--mono); overflow-wrap: anywhere; }
.tile code { font-size: inherit; }
.tile small { color: var(--muted); font-variant-numeric: tabular-nums; font-weight: 400; }
.fail > .tile { border-color: color-mix(in srgb, var(--bad) 45%, transparent); background: var(--bad-soft); }
.warn > .tile, .unknown > .tile { border-color: color-mix(in srgb, var(--warn) 40%, transparent); background: var(--warn-soft); }
.pass > .tile { border-color: color-mix(in srgb, var(--ok) 35%, transparent); background: var(--surface); }
.absent > .tile { border-style: dashed; background: none; }
.absent > .tile b { color: var(--muted); font-weight: 400; }
.strangers { margin-top: 0.5rem; font-size: 0.87rem; }
.strangers li { display: flex; align-items: center; gap: 0.5rem; padding: 0.15rem 0; }
.strangers small { color: var(--muted); white-space: nowrap; }
`;
