/** Which findings are asked for. */
import type { EmbeddedFinding, EmbeddedReport } from '../embedded.js';

export interface Wanted {
  /** Words that all must stand somewhere in the finding; what is in double quotes is one. */
  readonly words: string;
  /** Place in the list of rules or files; -1: any. */
  readonly rule: number;
  readonly file: number;
  readonly severities: readonly boolean[];
}

export interface Search {
  readonly find: (wanted: Wanted) => readonly EmbeddedFinding[];
  /** Exact number of findings, samples or not; null where words leave only the samples to be counted. */
  readonly total: (wanted: Wanted) => number | null;
}

export function searchIn(report: EmbeddedReport): Search {
  const texts: string[] = [];
  const textOf = (index: number, finding: EmbeddedFinding): string =>
    (texts[index] ??= [
      report.rules[finding[0]]?.id,
      report.rules[finding[0]]?.requirement,
      report.files[finding[2]],
      finding[3],
      finding[4] > 0 ? `line ${finding[4]}` : '',
      report.columns[finding[6]],
      finding[7],
      finding[8],
      finding[9],
    ]
      .join('\n')
      .toLowerCase());
  const fits = (wanted: Wanted, rule: number, severity: number, file: number): boolean =>
    (wanted.rule === -1 || wanted.rule === rule) &&
    (wanted.file === -1 || wanted.file === file) &&
    wanted.severities[severity] === true;
  return {
    find: (wanted) => {
      const words = wordsOf(wanted);
      return report.findings.filter(
        (finding, index) =>
          fits(wanted, finding[0], finding[1], finding[2]) &&
          words.every((word) => textOf(index, finding).includes(word)),
      );
    },
    total: (wanted) =>
      wordsOf(wanted).length > 0
        ? null
        : report.totals.reduce(
            (sum, [rule, severity, file, count]) => sum + (fits(wanted, rule, severity, file) ? count : 0),
            0,
          ),
  };
}

const wordsOf = ({ words }: Wanted): readonly string[] =>
  [...words.toLowerCase().matchAll(/"([^"]+)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
