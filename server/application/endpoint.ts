/** What an endpoint of the emission API is. */
import type { Clock } from '../clock.js';
import type { ExchangeFacts } from '../exchange-facts.js';
import type { ObjectStore } from '../s3/object-store.js';
import type { S3Access } from '../s3/signing/signing-key.js';
import type { Answer } from './answer.js';
import type { RequestBody } from './request/body.js';

export interface Buckets {
  readonly input: string;
  readonly output: string;
  readonly emission: string;
}

/** A form that `upload-url` gave out; two within one second for one name are equal in every letter. */
export interface IssuedForm {
  readonly key: string;
  /** Base64. */
  readonly policy: string;
  /** Lower-case hex. */
  readonly signature: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface ApplicationOptions {
  readonly buckets: Buckets;
  readonly store: ObjectStore;
  /** What forms and links are signed with. */
  readonly access: S3Access;
  /** Where clients reach a bucket, with a slash at the end. */
  readonly endpoint: (bucket: string) => string;
  readonly clock: Clock;
  /** `YYYYMMDDhhmmss` of a moment in the time zone that the server pretends to be in. */
  readonly localTime: (moment: number) => string;
  /** The folder whose files may be listed and downloaded; null: there is none. */
  readonly logFolder: string | null;
  readonly onIssued?: (form: IssuedForm) => void;
  /** Told of every 500 with its cause: ours, the store's, or one that the real application has too. */
  readonly onFailure?: (error: unknown) => void;
}

export interface EndpointRequest {
  readonly query: string;
  /** Empty: none was sent. */
  readonly contentType: string;
  readonly body: RequestBody;
  /** Says what became clear about the request, for whoever keeps a record of it. */
  readonly tell: (facts: ExchangeFacts) => void;
}

export interface Endpoint {
  /** GET answers HEAD too. */
  readonly method: 'GET' | 'POST';
  /** Case counts; `*` at the end stands for at least one further character. */
  readonly path: string;
  /** Bytes of a body, where the common limit is too generous. */
  readonly bodyLimit?: number;
  /** One line for people. */
  readonly summary: string;
  /** Throws Refusal or ApplicationFailure; whatever else it throws is a 500 as well. */
  readonly answer: (request: EndpointRequest, options: ApplicationOptions) => Answer | Promise<Answer>;
}

/** The bucket must be named in full. */
export const isOurBucket = ({ input, output, emission }: Buckets, name: string | null): name is string =>
  name === input || name === output || name === emission;
