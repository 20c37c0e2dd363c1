/** What a server can be asked for. Everything has a default that works on a laptop. */
import type { FaultPlan } from '../specs/fault-plan.js';
import type { Judge } from './arrivals/judge.js';
import type { Clock } from './clock.js';
import type { Buckets } from './emission-application.js';
import type { JournalLimits } from './journal/limits.js';
import type { Limits } from './listener.js';
import type { S3Access } from './s3/signing/signing-key.js';
import type { HmacAlgorithm } from './gateway/signatures.js';

/** A credential that somebody already has, as in Kong. */
export interface GivenCredential {
  readonly key: string;
  readonly secret: string;
  readonly algorithm: HmacAlgorithm;
}

/** Any S3, to keep objects in. */
export interface ExternalEndpoint {
  /** Scheme, host and port, nothing else. */
  readonly endpoint: URL;
  readonly access: S3Access;
}

export interface ServerSettings {
  /** Address that all three listeners are opened on. */
  readonly host: string;
  /** Ports of the emission API, of S3 and of our own admin listener; 0: any free one. */
  readonly port: number;
  readonly s3Port: number;
  readonly adminPort: number;
  /** Where state is kept over restarts; null: in a temporary folder that goes with the server. */
  readonly dataDir: string | null;
  /** All listeners speak HTTPS, with certificates of an authority of ours. */
  readonly tls: boolean;
  /** Where objects are kept instead of the data folder; null: there. */
  readonly s3Endpoint: ExternalEndpoint | null;
  /**
   * Folder whose first level names buckets or `input`, `output`, `emission`, and whose files become objects; `logs`
   * beside them is what the log endpoints show.
   */
  readonly seed: string | null;
  /** `none`: the application without a gateway, as on its own port behind Kong. */
  readonly gateway: 'kong' | 'none';
  /** Empty: one is made up. */
  readonly credentials: readonly GivenCredential[];
  /** `one-time` is what the documentation says of an upload URL, `until-expiry` what AWS does. */
  readonly uploadUrls: 'one-time' | 'until-expiry';
  readonly region: string;
  readonly buckets: Buckets;
  /** Host name that requests must bear; null: any. */
  readonly routeHost: string | null;
  /** Folder that the log endpoints show; null: the seed's `logs`, else an empty one. */
  readonly logFolder: string | null;
  readonly clock: Clock;
  /** So many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  readonly limits: Limits;
  /** What goes wrong, from the start; `readFaultPlan` reads it from JSON. */
  readonly faults: FaultPlan;
  /** What the journal keeps of exchanges. */
  readonly journalLimits: Partial<JournalLimits>;
  /** The conformance kit, to check what arrives; null: nothing is checked. */
  readonly judge: Judge | null;
  /** This program's, as exported journals name it. */
  readonly version: string;
  /** Told of what a person should know, one line each: a damaged record that was moved aside, for example. */
  readonly onNotice: (notice: string) => void;
}

export type ServerOptions = Partial<ServerSettings>;
