/** The two ways in which reading a zip stops: its bytes are wrong, or somebody changed them meanwhile. */
import type { ArchiveDamage } from '../engine/archive-facts.js';

/** A defect of the zip's own bytes: a finding, not a fault. */
export class ArchiveDamageError extends Error {
  readonly code = 'ARCHIVE_DAMAGE';
  readonly damage: ArchiveDamage;

  constructor(kind: ArchiveDamage['kind'], reason: string) {
    super(reason);
    this.name = 'ArchiveDamageError';
    this.damage = { kind, reason };
  }
}

/** The file was written to while it was read: an unreadable input, which says nothing of what was emitted. */
export class FileChangedError extends Error {
  readonly code = 'FILE_CHANGED';

  constructor() {
    super('the file was changed or cut while it was read');
    this.name = 'FileChangedError';
  }
}

export const corrupt = (reason: string): ArchiveDamageError => new ArchiveDamageError('corrupt', reason);
