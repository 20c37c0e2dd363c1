/** Narrow screens, and paper. */
export const MEDIA = /* css */ `
@media (max-width: 720px) {
  .top { flex-wrap: wrap; padding: 0.5rem 0.75rem; }
  .top nav { order: 3; flex-basis: 100%; }
  .tools { margin-inline-start: auto; }
  html { scroll-padding-top: 96px; }
  main { gap: 0.75rem; padding: 0.75rem 0.6rem 2rem; }
  main > section { padding: 0.85rem 0.8rem 0.95rem; }
  h1 { font-size: 1.2rem; }
  .verdict-head .icon { width: 28px; height: 28px; }
  .numbers { gap: 0.6rem 1.4rem; }
  .numbers b { font-size: 1.25rem; }
  .board { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .tile { gap: 0.4rem; padding: 0.4rem 0.45rem; }
  .tile b { font-size: 0.72rem; }
  .absent > .tile { min-height: 0; }
  .absent > .tile small { display: none; }
  .rule > summary { flex-wrap: wrap; gap: 0.3rem 0.6rem; }
  .rule-name { order: 3; flex-basis: 100%; }
  .rule-count { margin-inline-start: auto; }
  .rule-count small { display: inline; }
  .header-line { grid-template-columns: minmax(0, 1fr); }
  .header-line button { justify-self: start; }
  .filters label, .filters select { flex: 1 1 100%; max-width: none; }
  .finding > summary { flex-direction: column; gap: 0.25rem; }
  .behind dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
  .behind dd { margin-bottom: 0.4rem; }
  .rule-body > dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
  .rule-body > dl dd { margin-bottom: 0.4rem; }
  .places, .places tbody, .places tr, .places td { display: block; }
  .places thead, .places td:empty { display: none; }
  .places tr { padding: 0.5rem 0.7rem; border-bottom: 1px solid var(--line); }
  .places tbody tr:last-child { border-bottom: 0; }
  .places td { width: auto; min-width: 0 !important; padding: 0; border: 0; text-align: start; }
  .places .number::after { content: ' ' attr(data-label); color: var(--muted); }
  .chart, .chart tbody { display: block; }
  .chart thead { display: none; }
  .chart tr { display: grid; grid-template-columns: auto auto 1fr; gap: 0.15rem 0.9rem; padding: 0.5rem 0.7rem; border-bottom: 1px solid var(--line); }
  .chart tr > * { display: block; width: auto; min-width: 0; padding: 0; border: 0; }
  .chart tr > th, .chart tr > .bar, .chart tr > [colspan] { grid-column: 1 / -1; width: auto; }
  .chart tr > .bar { order: -1; }
  .chart tr > th { order: -2; }
  .chart .number { text-align: start; }
  .chart .number::after { content: ' ' attr(data-label); color: var(--muted); font-weight: 400; }
  .chart tr:has(+ .reasons) { padding-bottom: 0; border-bottom: 0; }
  .chart .reasons { padding-top: 0.2rem; }
  .chart tbody:last-child tr:last-child { border-bottom: 0; }
}
@media print {
  :root { color-scheme: light !important; }
  @page { margin: 14mm; }
  body { background: none; font-size: 10.5pt; }
  .top nav, .tools, .for-script, .pages, .filters, .skip, .hint + noscript { display: none !important; }
  .top { position: static; padding: 0 0 0.5rem; }
  main { display: block; max-width: none; padding: 0; }
  main > section { margin: 0 0 6mm; padding: 0 0 4mm; border: 0; border-bottom: 1px solid #ccc; border-radius: 0; }
  main > .verdict { padding-block-start: 2mm; padding-inline-start: 4mm; border-inline-start: 5px solid #888; }
  .tile, .badge, .key, .chart rect, .order > li::before, .icon circle { print-color-adjust: exact; }
  .board { grid-template-columns: repeat(4, 1fr); gap: 1.5mm; }
  .tile { min-height: 0; padding: 1mm 2mm; }
  .rule, .finding, .feeds > li, tr, .tile { break-inside: avoid; }
  .scroll { overflow: visible; }
  pre { max-height: none; }
  h2, h3, summary { break-after: avoid; }
  .rule > summary::after { display: none; }
  details::details-content { content-visibility: visible; display: block; }
  .finding::details-content, #checks details::details-content { display: none; }
}
`;
