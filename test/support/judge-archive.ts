/** A zip as a file, opened, read to its end and judged by the archive rules. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveFacts } from '../../conformance/engine/archive-facts.js';
import type { Details } from '../../conformance/engine/define-rule.js';
import { ArchiveDamageError, openArchive, type OpenedArchive } from '../../conformance/inputs/archive.js';
import type { ExpansionLimits } from '../../conformance/inputs/archive.js';
import { archiveRules } from '../../conformance/rules/archive/index.js';
import type { Fact } from '../../specs/profiles/profile.js';

export interface ArchiveFinding {
  readonly rule: string;
  readonly message: string;
  readonly details: Details;
  readonly facts: readonly Fact[];
}

export interface Judged {
  readonly facts: ArchiveFacts;
  readonly findings: readonly ArchiveFinding[];
  /** Bytes that reading gave, before it ended or failed. */
  readonly content: Buffer;
}

export interface About {
  readonly stem: string;
  readonly memberNameRead?: boolean;
  readonly limits?: ExpansionLimits;
}

/** Bytes in a file of their own for as long as `use` takes. */
export async function withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cqube-archive-'));
  try {
    const path = join(folder, 'x.zip');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const open = (path: string, about: About): Promise<OpenedArchive> =>
  openArchive(
    path,
    { path: 'x.zip', stem: about.stem, memberNameRead: about.memberNameRead ?? false },
    about.limits,
  );

/** Errors other than damage pass through. */
export const judgeArchive = (bytes: Uint8Array, about: About): Promise<Judged> =>
  withFile(bytes, async (path) => {
    const archive = await open(path, about);
    try {
      const chunks: Uint8Array[] = [];
      let damage = archive.facts.damage;
      if (archive.facts.member && !damage) {
        try {
          for await (const chunk of archive.read()) chunks.push(chunk);
        } catch (error) {
          if (!(error instanceof ArchiveDamageError)) throw error;
          damage = error.damage;
        }
      }
      const facts: ArchiveFacts = { ...archive.facts, damage };
      return { facts, findings: judgeFacts(facts), content: Buffer.concat(chunks) };
    } finally {
      await archive.close();
    }
  });

function judgeFacts(archive: ArchiveFacts): ArchiveFinding[] {
  const findings: ArchiveFinding[] = [];
  for (const rule of archiveRules.filter(({ applies }) => applies(archive))) {
    rule.check(archive, (details, facts = []) => {
      findings.push({ rule: rule.id, message: rule.message(details), details, facts });
    });
  }
  return findings;
}
