/**
 * What the parts of the server find out about a request, for the journal: by request, so that neither gateway nor
 * storage knows that there is a journal.
 */
import type { IncomingMessage } from 'node:http';

export interface ExchangeFacts {
  /** The name that an upload URL was asked for, as sent. */
  readonly sentName?: string;
  readonly bucket?: string;
  readonly key?: string;
  /** Signature of the form or link that was issued or used. Kept for its digest only; never written down. */
  readonly urlSignature?: string;
  /** The bearer token as sent. Kept for its digest only; never written down. */
  readonly token?: string;
  /** The `key` of the credential that the gateway accepted. */
  readonly credential?: string;
  /** Of the file part or the object's body. `sha256`: lower-case hex, null: not known. */
  readonly upload?: { readonly bytes: number; readonly sha256: string | null };
  /** S3's error code, or the step at which the gateway refused. */
  readonly refusedBy?: string;
  /** Why an answer is ours and not that of the real system. */
  readonly reason?: string;
  /** Names, else kinds, of the faults that the plan put here, in their order, with a comma between. */
  readonly injectedFault?: string;
}

const facts = new WeakMap<IncomingMessage, ExchangeFacts>();

/** Adds to what is known; a later fact replaces an earlier one of its name. */
export function tellFacts(request: IncomingMessage, found: ExchangeFacts): void {
  facts.set(request, { ...facts.get(request), ...found });
}

export function factsOf(request: IncomingMessage): ExchangeFacts {
  return facts.get(request) ?? {};
}
