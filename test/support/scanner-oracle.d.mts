import type { Arbitrary } from 'fast-check';
import type { ANY } from '../../conformance/scan/acceptors.js';
import type { ByteStream } from '../../conformance/scan/byte-stream.js';
import type { fieldBytes } from '../../conformance/scan/field-end.js';
import type { readHead } from '../../conformance/scan/read-head.js';
import type { RecordScanner } from '../../conformance/scan/record-scanner.js';
import type { Profile } from '../../specs/profiles/profile.js';
import type { DataSource } from '../../specs/source.js';

export interface ScannerKit {
  readonly ANY: typeof ANY;
  readonly ByteStream: typeof ByteStream;
  readonly RecordScanner: typeof RecordScanner;
  readonly fieldBytes: typeof fieldBytes;
  readonly readHead: typeof readHead;
  /** The head is read as this source's; what it finds there does not matter. */
  readonly source: DataSource;
  readonly profile: Profile;
}

export interface RandomTable {
  readonly text: string;
  readonly chunk: number;
}

/** A record's texts, or the number of its fields where that is wrong, or -1 and -2 where it cannot be told. */
export type CutRecord = string[] | number;

export const tables: Arbitrary<RandomTable>;
export function scannedRecords(
  kit: Omit<ScannerKit, 'readHead' | 'source' | 'profile'>,
  bytes: Uint8Array,
  chunk: number,
  from?: number,
): Promise<CutRecord[]>;
export function recordsOfCsv(kit: ScannerKit, table: RandomTable): Promise<CutRecord[]>;
export function oracleRecords(table: RandomTable): CutRecord[];
