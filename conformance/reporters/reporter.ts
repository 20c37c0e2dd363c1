import type { Report } from '../../specs/report.js';
import type { RuleId } from '../../specs/rule-ids.js';
import type { Style } from './style.js';

/** What a reporter may need of a rule beside the report. */
export interface RuleText {
  readonly requirement: string | null;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
}

export interface ReporterContext {
  readonly style: Style;
  readonly rule: (id: RuleId) => RuleText;
  /**
   * Where a file of the report (`where.path`; empty: the emission folder) lies: from the working directory, with
   * forward slashes, or absolute. Absent: as the report has it.
   */
  readonly locate?: (path: string) => string;
}

/** A pure function from a report to the text of an artefact, its last line ended. */
export type Reporter = (report: Report, context: ReporterContext) => string;
