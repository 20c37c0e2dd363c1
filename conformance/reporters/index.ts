import { csv } from './csv.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { htmlReport } from './html/html-report.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { ndjson } from './ndjson.js';
import { pretty } from './pretty.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';

export type { Reporter } from './reporter.js';

/** By the name that `-f` takes. */
export const reporters: Readonly<Record<string, Reporter>> = {
  pretty,
  json,
  ndjson,
  junit,
  csv,
  html: htmlReport,
  sarif,
  github,
  gitlab,
  markdown,
};
