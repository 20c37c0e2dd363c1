/** Why each bad row is bad, as a CSV that any spreadsheet may open: nothing in it is taken for a formula. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cell } from '../../conformance/reporters/csv.js';
import type { RuleText } from '../../conformance/reporters/reporter.js';
import type { Finding } from '../../specs/report.js';

const HEADER = ['line', 'record', 'key', 'column', 'value', 'rule', 'message', 'mend'];

/** `line` is that in the file as it was read. */
export async function writeReasons(
  path: string,
  findings: AsyncIterable<Finding>,
  ruleOf: (id: Finding['rule']) => Pick<RuleText, 'fix'>,
): Promise<void> {
  const lines = async function* lines(): AsyncGenerator<string> {
    yield lineOf(HEADER);
    for await (const { rule, message, where, details } of findings) {
      const { key, value } = details;
      yield lineOf([
        String(where.line ?? ''),
        String(where.record ?? ''),
        typeof key === 'object' && key !== null
          ? Object.entries(key)
              .map(([name, part]) => `${name}=${String(part)}`)
              .join(' ')
          : '',
        where.column ?? '',
        typeof value === 'string' ? value : '',
        rule,
        message,
        ruleOf(rule).fix,
      ]);
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(path, { flags: 'wx' }));
}

const lineOf = (values: readonly string[]): string => `${values.map(cell).join(',')}\r\n`;
