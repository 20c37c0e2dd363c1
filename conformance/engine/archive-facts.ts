/** What a zip's directory says, and what became of reading it. Facts only: rules judge. */

export interface ArchiveEntry {
  /** Decoded as the zip says (UTF-8 flag) or as CP437. */
  readonly name: string;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
  /** 0 stored, 8 deflated; others cannot be read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly directory: boolean;
  readonly symlink: boolean;
  /** Offset of the local header in the file. */
  readonly localHeaderOffset: number;
}

/** Why a zip or its member cannot be read to the end. */
export interface ArchiveDamage {
  readonly kind: 'not-a-zip' | 'corrupt' | 'expansion-limit';
  /** One sentence for the author of the emitter. */
  readonly reason: string;
}

export interface ArchiveFacts {
  /** Path as the report shows it. */
  readonly path: string;
  /** Stem that the member must have (`<stem>.csv`): that of the zip. */
  readonly stem: string;
  readonly bytes: number;
  /** Empty where `damage` kept us from the directory. */
  readonly entries: readonly ArchiveEntry[];
  readonly damage: ArchiveDamage | null;
  /** The one CSV that can be told, although other entries may stand beside it. */
  readonly member: ArchiveEntry | null;
  /** The source's flow looks at the member's name. */
  readonly memberNameRead: boolean;
}
