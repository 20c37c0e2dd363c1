/**
 * The report of a check, as `-f json` writes it. Its JSON Schema (`specs/report.schema.json`) is generated from the
 * schema beside this file; a test holds the two together.
 */
import type { FileForecast, ReportFeed } from './forecast.js';
import type { Baseline, BaselineEntry, ExtraColumn, Override, PinnedVariants } from './configured.js';
import type { RuleId } from './rule-ids.js';

export const REPORT_VERSION = 1;

/** Severity of a finding in a report; findings that a profile turns off are not in it. */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** The severity from which on findings make the exit code 1. */
export type FailOn = FindingSeverity | 'never';

/** `pass` needs `checked > 0`; a `fault` is ours and says nothing of the emission. */
export type RuleState = 'pass' | 'fail' | 'skipped' | 'not-applicable' | 'fault';

/** Where a finding is. `line` is the physical line, from 1, header included; `record` the data row, from 1. */
export interface Where {
  readonly path: string;
  readonly member?: string;
  readonly line?: number;
  readonly record?: number;
  /** The column's name, and its place in the header, from 1. */
  readonly column?: string;
  readonly field?: number;
}

export type Detail =
  string | number | boolean | null | readonly Detail[] | { readonly [key: string]: Detail };

/** A sample: totals stand in `groups`, samples are bounded and spread over the file. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly where: Where;
  readonly details: { readonly [key: string]: Detail };
  /** The baseline lets it pass. */
  readonly baselined?: true;
}

/** Exact number of findings of one rule, in one column (if it has one), at one severity, in one file. */
export interface Group {
  readonly rule: RuleId;
  readonly severity: FindingSeverity;
  readonly path: string;
  readonly column?: string;
  readonly count: number;
  /** Where many rows hold few values: which. */
  readonly values?: GroupValues;
  /** The baseline lets them pass: they are counted, but do not count for the exit code. */
  readonly baselined?: true;
}

/** The different values that findings are about. */
export interface GroupValues {
  readonly distinct: number;
  /** There are more than `distinct`: only so many are told apart. */
  readonly andMore: boolean;
  /** The commonest, most frequent first. */
  readonly frequent: readonly { readonly value: string; readonly count: number }[];
}

/** An entry of the baseline that makes the check fail: it matches nothing, has run out, or more was found. */
export interface BaselineProblem extends BaselineEntry {
  readonly kind: 'stale' | 'expired' | 'exceeded';
  /** Findings that the entry speaks of. */
  readonly found: number;
}

/** What the baseline did. */
export interface BaselineReport {
  /** As it was named. */
  readonly file: string;
  readonly entries: number;
  /** Findings that it let pass, by severity; they are in `counts` too. */
  readonly baselined: { readonly error: number; readonly warning: number; readonly info: number };
  /** Findings that it would let pass beyond those that there are. */
  readonly spare: number;
  readonly problems: readonly BaselineProblem[];
}

/** What one rule found out in one file, or over the whole emission. */
export interface RuleResult {
  readonly id: RuleId;
  readonly state: RuleState;
  /** How many things of the rule's kind were looked at: files, zips, headers, rows or values. */
  readonly checked: number;
  readonly findings: number;
  /** Why the rule did not look, or could not finish. */
  readonly skippedBecause?: string;
}

export interface FileReport {
  readonly path: string;
  /** Id of the data source, or null where the file could not be matched to one. */
  readonly source: string | null;
  readonly variant: string | null;
  /** How the source was found: by the file's name, by the header, or as asked on the command line. */
  readonly matchedBy: 'name' | 'header' | 'option' | null;
  readonly bytes: number;
  readonly member: string | null;
  /** Bytes of the CSV read, header included. */
  readonly uncompressedBytes: number;
  /** Data rows read, blank lines not counted. */
  readonly rows: number;
  readonly verdict: 'pass' | 'fail' | 'incomplete' | 'not-checked';
  readonly rules: readonly RuleResult[];
}

/** We were kept from judging: permission, disk, a limit of ours, or an internal fault. */
export interface Fault {
  readonly path: string | null;
  readonly message: string;
  readonly mend: string;
}

/** One thing asked of an emitter in a scenario. */
export interface ExpectationResult {
  readonly level: 'must' | 'should';
  /** What a conformant emitter does, behind MUST or SHOULD. */
  readonly text: string;
  readonly met: boolean;
  /** What it did instead. */
  readonly shortcoming?: string;
  /** `seq` of the exchanges that prove it; they stand in `exchanges`. */
  readonly evidence: readonly number[];
}

/** An exchange in one line. */
export interface ExchangeLine {
  readonly seq: number;
  /** ISO 8601, UTC, by the server's clock. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0: no answer. */
  readonly status: number;
  /** The file that it was about. */
  readonly file: string | null;
  readonly injectedFault: string | null;
}

export interface ScenarioResult {
  readonly name: string;
  readonly summary: string;
  readonly reason: string;
  readonly mend: string;
  /** Level reached; null: not even MUST. */
  readonly level: 'must' | 'must+should' | null;
  /** `fault`: we could not play it. */
  readonly verdict: 'pass' | 'fail' | 'fault';
  /** Expectations met, of how many. */
  readonly must: { readonly met: number; readonly of: number };
  readonly should: { readonly met: number; readonly of: number };
  readonly expectations: readonly ExpectationResult[];
  /** Those of all expectations that were not met. */
  readonly evidence: readonly number[];
  readonly exchanges: readonly ExchangeLine[];
  /** How the emitter ended: `status 1`, `SIGKILL`, `still running after 30 s`. */
  readonly exit: string;
  readonly durationMs: number;
  /** The end of what the emitter wrote, where it failed; the token is masked. */
  readonly output: string | null;
}

/** How a file relates to the published tree, sources by their ids. */
export type ShardMatch =
  | { readonly kind: 'source' | 'loose-csv'; readonly source: string }
  | {
      readonly kind: 'unknown-folder';
      readonly source: string | null;
      readonly folder: string | null;
      readonly suggestions: readonly string[];
    }
  | { readonly kind: 'unknown-file'; readonly suggestions: readonly string[] };

/** A file of the emission, whichever shard checks it: what the rules on the tree look at. */
export interface ShardFile {
  readonly path: string;
  readonly bytes: number;
  readonly match: ShardMatch;
  readonly named: boolean;
  readonly listedByPipeline: boolean;
  readonly takenByPipeline: boolean;
  readonly unreadable?: string;
  readonly notRead?: string;
}

/** A run is split over machines, not over rows. */
export const MOST_SHARDS = 9999;

/**
 * The report is one part of a run that was split over several machines: the files of one shard, each judged by itself.
 * The rest is what `merge` needs to judge the emission as a whole, and to refuse what does not belong together.
 */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
  readonly samples: number;
  readonly asked: readonly string[];
  readonly showValues: boolean;
  /** Kind of the recording that was given to every shard; the first one judges it. */
  readonly recording: 'journal' | 'emission-log' | null;
  readonly wholeTree: boolean;
  readonly baseline: Baseline | null;
  readonly tree: readonly ShardFile[];
}

/** `accepted`: nothing counts, but only under overrides, columns or a baseline of the emitter's own. */
export type Verdict = 'conformant' | 'accepted' | 'not-conformant' | 'incomplete' | 'inconclusive';

export interface Report {
  readonly schemaVersion: typeof REPORT_VERSION;
  readonly tool: { readonly name: 'cqube-conform'; readonly version: string };
  /** The dictionaries judged with: the cQube release that they describe, and the SHA-256 of their text. */
  readonly specs: { readonly version: string; readonly digest: string };
  /** ISO 8601, UTC. With SOURCE_DATE_EPOCH set: that moment. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Id of the profile judged against. */
  readonly profile: string;
  readonly options: {
    readonly failOn: FailOn;
    readonly only: readonly string[];
    readonly skip: readonly string[];
    readonly source: string | null;
    /** Where masters that were emitted earlier were looked for. */
    readonly masters: readonly string[];
    /** The day for which the forecast is made (retention, months and days to come): yyyy-MM-dd. */
    readonly today: string;
    /** Rows lost that the emitter could keep, beyond which the exit code is 1: `100`, `5%`; null: not asked. */
    readonly failOnLoss: string | null;
    /** Findings are left out of the report. */
    readonly forecastOnly: boolean;
    /** What the configuration changes of the published rules; nothing is called conformant under it, but for `variants`. */
    readonly overrides: readonly Override[];
    readonly columns: readonly ExtraColumn[];
    readonly variants: PinnedVariants;
    /** Limits of unpacking, where they are not the built-in ones. */
    readonly expansion: { readonly ratio?: number; readonly declaredBytes?: number } | null;
  };
  readonly inputs: readonly string[];
  /** null: the report of a whole run, merged ones included. */
  readonly shard: Shard | null;
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly summary: {
    readonly files: number;
    readonly filesChecked: number;
    readonly sources: number;
    readonly sourcesKnown: number;
    readonly rows: number;
    readonly bytes: number;
  };
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  readonly files: readonly FileReport[];
  /** One per rule, ids sorted. */
  readonly rules: readonly RuleResult[];
  readonly groups: readonly Group[];
  readonly findings: readonly Finding[];
  /** null: there is none. */
  readonly baseline: BaselineReport | null;
  /** The recording of an emitter's traffic that was judged too; null: none. */
  readonly recording: {
    readonly kind: 'journal' | 'har' | 'emission-log';
    readonly exchanges: number;
    /** Uploads, and those that storage said yes to. */
    readonly uploads: number;
    readonly acknowledged: number;
    /** Names that upload URLs were asked for, or files that were uploaded. */
    readonly files: number;
  } | null;
  /** How an emitter behaved in each scenario; null: none was played. */
  readonly scenarios: readonly ScenarioResult[] | null;
  /** The order in which to emit what is there (EP-9 to EP-12): groups, one after the other. */
  readonly emissionOrder: readonly (readonly string[])[];
  /** What the ingestion would do with each file. It never changes the verdict, unless `failOnLoss` asks for it. */
  readonly forecast: readonly FileForecast[];
  /** Which of cQube's reports this emission can feed. */
  readonly reportsFed: readonly ReportFeed[];
  readonly faults: readonly Fault[];
}
