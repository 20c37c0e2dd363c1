/** What the admin API answers, as `/api/openapi.json` describes it. */
import type { FaultPlan, Fault } from '../../../../specs/fault-plan.js';
import type { Finding } from '../../../../specs/report.js';
import type { DataSource } from '../../../../specs/source.js';
import type { Arrival } from '../../../arrivals/arrival.js';
import type { ExchangeSummary } from '../../../admin/events/exchange-summary.js';

export interface Info {
  readonly version: string;
  readonly startedAt: string;
  readonly addresses: { readonly api?: string; readonly s3?: string; readonly admin?: string };
  readonly buckets: { readonly input: string; readonly output: string; readonly emission: string };
  readonly gateway: 'kong' | 'none';
  readonly uploadUrls: 'one-time' | 'until-expiry';
  readonly region: string;
  readonly s3Access: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly region: string;
  };
  readonly caFile: string | null;
  readonly token: string | null;
  readonly checks: boolean;
  readonly reportPage: boolean;
  readonly clientConfig: string;
}

export interface Arrivals {
  readonly arrivals: readonly Arrival[];
}

export interface Verdicts {
  readonly findings: readonly Finding[];
}

export interface RuleText {
  readonly id: string;
  readonly requirement: string | null;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
}

export interface SourceInShort extends Pick<
  DataSource,
  'id' | 'folder' | 'stem' | 'title' | 'report' | 'kind'
> {
  readonly aliases: readonly string[];
  readonly step: number | null;
}

export interface Sources {
  readonly sources: readonly SourceInShort[];
  readonly steps: readonly { readonly why: string; readonly sources: readonly string[] }[];
  readonly precedences: readonly {
    readonly requirement: string | null;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
}

export interface FaultState {
  readonly index: number;
  readonly fault: Fault;
  readonly seen: number;
  readonly injected: number;
}

export interface Faults {
  readonly plan: FaultPlan;
  readonly state: readonly FaultState[];
}

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly md5: string | null;
  readonly sha256: string | null;
  readonly etag: string;
  readonly lastModified: string;
  readonly contentType: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  readonly next: string | null;
}

export interface Preview {
  readonly member: string | null;
  readonly delimiter: '|' | ',' | null;
  readonly rows: readonly (readonly string[])[];
  readonly more: boolean;
  readonly reason: string | null;
}

export interface Credential {
  readonly key: string;
  readonly user: string;
  readonly algorithm: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export interface NewToken extends Credential {
  readonly token: string;
  readonly message: string;
}

export interface ExchangePage {
  readonly exchanges: readonly ExchangeSummary[];
  readonly more: boolean;
}
