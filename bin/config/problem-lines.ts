/** Problems shown; the rest is counted. */
const SHOWN = 10;

/** Everything that is wrong with a document, a line each, to follow a message. */
export function problemLines(problems: readonly string[]): string {
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return [...problems.slice(0, SHOWN), ...more].map((line) => `\n  ${line}`).join('');
}
