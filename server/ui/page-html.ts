/** The document that the page's modules run in, and what it may do. */
import { createHash } from 'node:crypto';

/** Where modules are that are imported by name. */
const IMPORT_MAP = JSON.stringify({
  imports: {
    preact: '/ui/vendor/preact.js',
    'preact/hooks': '/ui/vendor/hooks.js',
    'preact/jsx-runtime': '/ui/vendor/jsx-runtime.js',
  },
});

const ENTRY = '/ui/server/ui/browser/main.js';

const digest = createHash('sha256').update(IMPORT_MAP).digest('base64');

/**
 * What arrives is somebody else's: whatever gets into the page, no script but these files runs, nothing leaves, and text
 * cannot become markup.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${digest}'`,
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23176b5b'/%3E%3Cpath d='M9 16.5l5 5 9-11' fill='none' stroke='white' stroke-width='3.4' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

export const PAGE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>cqube-conform</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="/ui/style.css">
<script type="importmap">${IMPORT_MAP}</script>
<script type="module" src="${ENTRY}"></script>
</head>
<body>
<div id="page"><noscript>This page needs JavaScript; everything on it is also in the admin API, see /api/openapi.json.</noscript></div>
</body>
</html>
`;
