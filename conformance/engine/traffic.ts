/** What an emitter said to cQube, as far as a recording shows it. Facts only: rules judge. */
import type { ExchangeSide, ExchangeStep } from '../../specs/exchange-step.js';
import type { FileMatch } from './emission-facts.js';

/** What a recording may know or not; a rule that needs what is not known is skipped. */
export type Knowledge = 'beginning' | 'requests' | 'tokens' | 'urls' | 'digests' | 'folder';

/** Why a rule was skipped. */
export const UNKNOWN: Readonly<Record<Knowledge, string>> = {
  beginning: 'the recording does not begin with the emission: earlier exchanges were dropped',
  requests: 'the recording has uploads only, not the calls to the API',
  tokens: 'the recording does not show which token was sent',
  urls: 'the recording does not show which upload URL was used',
  digests: 'the recording does not show what was uploaded',
  folder: 'no emission folder was named to compare with',
};

export interface Exchange {
  /** Position in the recording, as the recording itself counts. */
  readonly seq: number;
  readonly side: ExchangeSide;
  readonly step: ExchangeStep;
  readonly method: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path, without the query. */
  readonly path: string;
  /** 0: no answer. */
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  /** What the upload URL was asked for, as sent; null: not known, or no such call. */
  readonly sentName: string | null;
  /** Object key; null: not known. */
  readonly key: string | null;
  readonly tokenId: string | null;
  readonly tokenIn: 'header' | 'url' | 'cookie' | null;
  /** Identity of the form that was issued or used. */
  readonly urlId: string | null;
  /** Of the file; `sha256` null: not known. */
  readonly upload: { readonly bytes: number; readonly sha256: string | null } | null;
  /** Why it was refused, where that is told. `spent`: the mock's own way of holding to one-time URLs. */
  readonly refusal: 'token' | 'expired' | 'spent' | null;
  /** Name of the fault that was put here on purpose. */
  readonly injectedFault: string | null;
}

/** Everything about one file of the emission. */
export interface EmittedFile {
  /** `<folder>/<stem>.zip`: without a leading `cqube_emission/`, and without the API's time stamp. */
  readonly name: string;
  /** The same as the emitter wrote it. */
  readonly sent: string;
  readonly match: FileMatch;
  /** Calls for an upload URL, in their order. */
  readonly asked: readonly Exchange[];
  readonly uploads: readonly Exchange[];
  /** The upload that was acknowledged; of several the last. */
  readonly acknowledged: Exchange | null;
  /**
   * When the emitter could know that the file is there: by its acknowledgement, or, where that was lost on the way, by a
   * listing of the bucket afterwards. null: never.
   */
  readonly settledAt: number | null;
}

export interface LocalFile {
  readonly name: string;
  /** Lower-case hex; null: it could not be read. */
  readonly sha256: string | null;
}

export interface Traffic {
  readonly kind: 'journal' | 'har' | 'emission-log';
  /** In the order in which they began. */
  readonly exchanges: readonly Exchange[];
  /** In the order in which they were first spoken of. */
  readonly files: readonly EmittedFile[];
  readonly known: ReadonlySet<Knowledge>;
  /** The zips of the emission folder, where one was named. */
  readonly folder: readonly LocalFile[];
  /** How the emitter ended; null: not known. */
  readonly exitStatus: number | null;
}

/** S3 has said yes to the bytes. */
export const isAcknowledged = ({ status }: Exchange): boolean => status >= 200 && status < 300;

/** `HH:MM:SS.mmm` of a moment, as the recording tells it. */
export const timeOf = (moment: number): string => new Date(moment).toISOString().slice(11, 23);
