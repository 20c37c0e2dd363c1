/**
 * The report as NDJSON, for log pipelines: a header first, then a line each for files, rules, groups and findings. What
 * a line is, its `type` says.
 */
import type { Reporter } from './reporter.js';

export const ndjson: Reporter = ({ files, rules, groups, findings, ...header }) =>
  [
    line('report', header),
    ...files.map((file) => line('file', file)),
    ...rules.map((rule) => line('rule', rule)),
    ...groups.map((group) => line('group', group)),
    ...findings.map((finding) => line('finding', finding)),
  ].join('');

const line = (type: string, content: object): string => `${JSON.stringify({ type, ...content })}\n`;
