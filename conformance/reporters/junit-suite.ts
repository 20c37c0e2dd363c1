/** What a suite of the JUnit report is made of, and the one on rules of one's own. */
import type { BaselineProblem, Report } from '../../specs/report.js';
import { configuredLines, problemLine, problemName } from './configured.js';

export type Outcome =
  | { readonly kind: 'pass' }
  | { readonly kind: 'skipped' | 'error'; readonly message: string }
  | { readonly kind: 'failure'; readonly message: string; readonly text: string; readonly type: string };

export interface Case {
  readonly name: string;
  readonly outcome: Outcome;
}

export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly properties: Readonly<Record<string, string>>;
  /** Findings that do not count. */
  readonly output: string;
}

/** Rules of one's own, and a case for each entry of the baseline that is wrong. */
export function configuredSuite(report: Report): Suite {
  const lines = configuredLines(report);
  const problems = report.baseline?.problems ?? [];
  const failure = (problem: BaselineProblem): Outcome => {
    const text = problemLine(problem);
    return { kind: 'failure', type: problem.kind, message: text, text };
  };
  const fails = report.options.failOn !== 'never';
  return {
    name: 'configuration',
    cases:
      lines.length === 0
        ? []
        : [
            { name: 'rules of your own', outcome: { kind: 'pass' } },
            ...(fails ? problems : []).map((problem): Case => ({
              name: problemName(problem),
              outcome: failure(problem),
            })),
          ],
    properties: {},
    output: lines.map((line) => `${line}\n`).join(''),
  };
}
