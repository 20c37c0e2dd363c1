/** One thing that S3 can be asked to do, after the request's signature was found good. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../clock.js';
import type { RequestIds } from '../error-xml.js';
import type { ObjectStore } from '../object-store.js';
import type { Random } from '../random.js';
import type { SignedBody } from '../signing/signed-body.js';
import type { OperationName } from './operation-name.js';

export interface OperationContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly ids: RequestIds;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly region: string;
  /** One of the store's buckets, but where one is to be created; empty only where all buckets are listed. */
  readonly bucket: string;
  /** Decoded; empty where the bucket itself is meant. */
  readonly key: string;
  /** Decoded; a name without a value has an empty one. */
  readonly query: ReadonlyMap<string, string>;
  /**
   * A client that waits to be asked for it (`Expect: 100-continue`) is, when its first chunk is wanted: so whatever can be
   * refused without it is refused before. Throws also when the client goes away, or falls silent.
   */
  readonly body: SignedBody;
}

export interface Operation {
  readonly name: OperationName;
  /** Answers, or throws `RefusedError` or `StoreError` before it has begun to. */
  readonly run: (context: OperationContext) => Promise<void>;
}
