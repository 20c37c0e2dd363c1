/** Colours, type, and elements by themselves. Sheets are text in modules, since the compiler copies no other files. */
export const BASE = /* css */ `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f6f7, #0e1315);
  --surface: light-dark(#ffffff, #161c1f);
  --sunken: light-dark(#f0f3f4, #11171a);
  --raised: light-dark(#ffffff, #1c2427);
  --line: light-dark(#d9e0e3, #2a3438);
  --line-strong: light-dark(#b6c1c6, #3d4a50);
  --text: light-dark(#172026, #e4ebed);
  --muted: light-dark(#51616a, #9cacb3);
  --accent: light-dark(#0c6654, #5fd4b6);
  --accent-soft: light-dark(#e0f1ec, #12332c);
  --on-accent: light-dark(#ffffff, #06231c);
  --ok: light-dark(#136b45, #63d297);
  --ok-soft: light-dark(#e1f3e9, #12301f);
  --bad: light-dark(#b0231c, #ff8f85);
  --bad-soft: light-dark(#fdeae8, #3c1917);
  --warn: light-dark(#835400, #f2bf5e);
  --warn-soft: light-dark(#fdf1d8, #35270d);
  --info: light-dark(#1c5a91, #87bff5);
  --info-soft: light-dark(#e4f0fa, #142c41);
  --shadow: 0 1px 2px light-dark(rgb(20 40 50 / 8%), rgb(0 0 0 / 40%));
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  --radius: 10px;
}

* { box-sizing: border-box; }

html, body { height: 100%; margin: 0; }

body {
  background: var(--ground);
  color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Devanagari', sans-serif;
  -webkit-text-size-adjust: 100%;
}

#page { height: 100%; }

h1, h2, h3, h4, p, dl, dd, ul, ol, pre { margin: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -0.015em; }
h2 { font-size: 1.08rem; line-height: 1.35; letter-spacing: -0.005em; }
h3 { font-size: 0.95rem; }
h4 { font-size: 0.9rem; font-weight: 600; }
ul, ol { padding: 0; list-style: none; }

a { color: var(--accent); text-underline-offset: 2px; }

code, pre, .mono { font-family: var(--mono); font-size: 0.87em; }
code { overflow-wrap: anywhere; }

:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus-visible, .detail:focus-visible { outline: none; }

button, .button, input, select, textarea {
  font: inherit;
  color: inherit;
  border: 1px solid var(--line-strong);
  border-radius: 7px;
  background: var(--raised);
}

button, .button {
  display: inline-flex;
  align-items: center;
  gap: 0.4rem;
  min-height: 34px;
  padding: 0.2rem 0.75rem;
  font-size: 0.9rem;
  font-weight: 500;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { border-color: var(--muted); }
button.quiet, .button.quiet { border-color: transparent; background: none; color: var(--muted); padding-inline: 0.5rem; }
button.quiet:hover, .button.quiet:hover { background: var(--sunken); color: var(--text); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.danger { background: var(--bad); border-color: var(--bad); color: light-dark(#fff, #2b0805); }

input, select, textarea { min-height: 34px; padding: 0.3rem 0.6rem; max-width: 100%; }
input::placeholder { color: var(--muted); opacity: 1; }
textarea { width: 100%; font-family: var(--mono); font-size: 0.85rem; line-height: 1.45; resize: vertical; }
input[type='checkbox'] { width: 18px; height: 18px; min-height: 0; accent-color: var(--accent); }

table { border-collapse: collapse; font-size: 0.87rem; }
th, td { padding: 0.4rem 0.7rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 600; background: var(--sunken); white-space: nowrap; }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: end; font-variant-numeric: tabular-nums; }

dialog {
  width: min(440px, calc(100vw - 32px));
  padding: 1.25rem;
  border: 1px solid var(--line);
  border-radius: 14px;
  background: var(--surface);
  color: inherit;
  box-shadow: 0 20px 60px rgb(0 0 0 / 35%);
}
dialog > * + * { margin-top: 0.8rem; }
dialog::backdrop { background: rgb(8 16 20 / 55%); }

summary { cursor: pointer; font-weight: 600; padding: 0.2rem 0; }

.faint { color: var(--muted); font-weight: 400; }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.icon {
  flex: none; width: 1.05em; height: 1.05em; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; stroke-linejoin: round;
}
.spin { animation: spin 1s linear infinite; }
@keyframes spin { to { transform: rotate(360deg); } }
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; }
}
`;
