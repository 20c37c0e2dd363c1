/**
 * What was said between an emitter and cQube: entries as in HAR 1.2 (the subset below), one a line in a file, with our
 * own facts under `_cqube`. Written by the mock, or by any proxy without `_cqube`; judged by the journal rules.
 *
 * No secret is in it: tokens, signatures, policies and credentials stand as `[redacted]`, and their identities
 * (`tokenId`, `urlId`) keep reuse provable.
 */
import type { ExchangeSide, ExchangeStep } from './exchange-step.js';

export const JOURNAL_VERSION = 1;

export const REDACTED = '[redacted]';

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

export interface JournalRequest {
  readonly method: string;
  /** Whole URL, secrets in the query redacted. */
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: readonly NameValue[];
  readonly queryString: readonly NameValue[];
  readonly headersSize: number;
  /** Bytes as they came; -1: not known. */
  readonly bodySize: number;
  /** Text of a small body, redacted; of a form its fields, never its file. Absent: no body, or none worth keeping. */
  readonly postData?: {
    readonly mimeType: string;
    readonly text?: string;
    readonly params?: readonly {
      readonly name: string;
      readonly value?: string;
      readonly fileName?: string;
    }[];
    /** Cut after so many bytes of text. */
    readonly comment?: string;
  };
}

export interface JournalResponse {
  /** 0: no answer was given; the connection was cut. */
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: string;
  readonly headers: readonly NameValue[];
  readonly redirectURL: string;
  readonly headersSize: number;
  readonly bodySize: number;
  readonly content: {
    readonly size: number;
    readonly mimeType: string;
    /** Redacted and cut as the request's. */
    readonly text?: string;
    readonly comment?: string;
  };
}

/** Lower-case hex, the first 16 digits of the SHA-256 of a secret. */
export type SecretId = string;

export interface CqubeFacts {
  /** 1, 2, 3 … over both sides, in the order in which requests began; never given twice, also over restarts. */
  readonly seq: number;
  readonly side: ExchangeSide;
  readonly step: ExchangeStep;
  /** Milliseconds since 1970 by the server's clock: when the request began, and when its answer was complete or cut. */
  readonly began: number;
  readonly ended: number;
  /** The name that an upload URL was asked for, as sent. */
  readonly sentName: string | null;
  readonly bucket: string | null;
  readonly key: string | null;
  /** Of the token that was sent, valid or not. */
  readonly tokenId: SecretId | null;
  /** `key` of the credential that was accepted. */
  readonly credential: string | null;
  /** Of the signature of the form or link that was issued (upload-url) or used (s3-post, download). */
  readonly urlId: SecretId | null;
  /** Of the file part or the object's body. `sha256`: lower-case hex; null: not known, as where it was refused. */
  readonly upload?: { readonly bytes: number; readonly sha256: string | null };
  /** S3's error code, or `early`, `route`, `token` of the gateway. */
  readonly refusedBy?: string;
  /** Why an answer is the mock's own doing. */
  readonly reason?: string;
  /** For a path or method that leads nowhere: what was probably meant. */
  readonly nearMiss?: string;
  /** Name of the fault that the plan put here, or its kind where it has none. */
  readonly injectedFault?: string;
  /** The client went away before the answer was complete. */
  readonly cutByClient?: true;
}

export interface JournalEntry {
  /** ISO 8601, UTC, by the server's clock. */
  readonly startedDateTime: string;
  /** Milliseconds. */
  readonly time: number;
  readonly request: JournalRequest;
  readonly response: JournalResponse;
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly serverIPAddress?: string;
  readonly connection?: string;
  readonly _cqube: CqubeFacts;
}
