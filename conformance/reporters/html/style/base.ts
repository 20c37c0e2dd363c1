/** Colours, type, and elements by themselves. Sheets are text in modules, as the compiler copies no other files. */
export const BASE = /* css */ `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f6f7, #0e1315);
  --surface: light-dark(#ffffff, #161c1f);
  --sunken: light-dark(#f0f3f4, #11171a);
  --line: light-dark(#d9e0e3, #2a3438);
  --line-strong: light-dark(#b6c1c6, #3d4a50);
  --text: light-dark(#172026, #e4ebed);
  --muted: light-dark(#51616a, #9cacb3);
  --accent: light-dark(#0c6654, #5fd4b6);
  --accent-soft: light-dark(#e0f1ec, #12332c);
  --ok: light-dark(#136b45, #63d297);
  --bad: light-dark(#b0231c, #ff8f85);
  --bad-soft: light-dark(#fdeae8, #3c1917);
  --warn: light-dark(#835400, #f2bf5e);
  --warn-soft: light-dark(#fdf1d8, #35270d);
  --info: light-dark(#1c5a91, #87bff5);
  --info-soft: light-dark(#e4f0fa, #142c41);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-padding-top: 64px; -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Devanagari', sans-serif;
}
h1, h2, h3, p, dl, dd, ul, ol, pre, fieldset { margin: 0; padding: 0; }
h1 { font-size: 1.45rem; line-height: 1.25; letter-spacing: -0.015em; }
h2 { font-size: 1.12rem; line-height: 1.35; letter-spacing: -0.008em; }
h3 { margin-top: 1.1rem; font-size: 0.9rem; font-weight: 600; }
h3 small, .hint { color: var(--muted); font-weight: 400; }
.hint { font-size: 0.87rem; }
ul, ol { list-style: none; }
small { font-size: 0.82rem; }
code, pre { font-family: var(--mono); font-size: 0.87em; }
code { overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
button, input, select {
  min-height: 34px;
  padding: 0.25rem 0.65rem;
  border: 1px solid var(--line-strong);
  border-radius: 7px;
  background: var(--surface);
  color: inherit;
  font: inherit;
  font-size: 0.9rem;
}
button { font-weight: 500; cursor: pointer; }
button:hover:enabled { border-color: var(--accent); color: var(--accent); }
button:disabled { opacity: 0.45; cursor: default; }
input::placeholder { color: var(--muted); opacity: 1; }
input[type='checkbox'] { width: 16px; height: 16px; min-height: 0; margin: 0; accent-color: var(--accent); }
summary { cursor: pointer; }
table { width: 100%; border-collapse: collapse; font-size: 0.87rem; }
th, td { padding: 0.4rem 0.7rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { background: var(--sunken); color: var(--muted); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 9px; }
.scroll tbody:last-child tr:last-child > * { border-bottom: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { flex: none; width: 18px; height: 18px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
.icon circle { fill: currentColor; stroke: none; opacity: 0.16; }
.icon.pass { color: var(--ok); }
.icon.warn, .icon.unknown { color: var(--warn); }
.icon.fail { color: var(--bad); }
.icon.absent { color: var(--muted); }
.badge {
  display: inline-block;
  min-width: 4.3rem;
  padding: 0.08rem 0.5rem;
  border-radius: 99px;
  font-size: 0.78rem;
  font-weight: 600;
  text-align: center;
}
.badge.error { background: var(--bad-soft); color: var(--bad); }
.badge.warning { background: var(--warn-soft); color: var(--warn); }
.badge.note { background: var(--info-soft); color: var(--info); }
html:not(.script) .for-script { display: none; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
