import type { Reporter } from './reporter.js';

/** The report itself; its schema is `specs/report.schema.json`. */
export const json: Reporter = (report) => `${JSON.stringify(report, null, 2)}\n`;
