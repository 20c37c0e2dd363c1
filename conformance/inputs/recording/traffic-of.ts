/** Puts exchanges together as files of an emission. */
import type { Exchange, EmittedFile, Knowledge, LocalFile, Traffic } from '../../engine/traffic.js';
import { isAcknowledged } from '../../engine/traffic.js';
import { matchInTree } from '../match-file.js';
import type { PublishedTree } from '../published-tree.js';

export interface TrafficParts {
  readonly kind: Traffic['kind'];
  readonly exchanges: readonly Exchange[];
  readonly known: readonly Knowledge[];
  readonly folder: readonly LocalFile[] | null;
  readonly exitStatus: number | null;
}

interface Gathered {
  readonly sent: string;
  readonly asked: Exchange[];
  readonly uploads: Exchange[];
}

export function trafficOf(parts: TrafficParts, tree: PublishedTree): Traffic {
  const exchanges = parts.exchanges.toSorted((one, other) => one.began - other.began || one.seq - other.seq);
  const known = new Set(parts.known);
  if (parts.folder !== null) known.add('folder');
  return {
    kind: parts.kind,
    exchanges,
    files: gather(exchanges).map(([name, file]) => emittedFile(name, file, exchanges, tree)),
    known,
    folder: parts.folder ?? [],
    exitStatus: parts.exitStatus,
  };
}

function gather(exchanges: readonly Exchange[]): readonly (readonly [string, Gathered])[] {
  const files = new Map<string, Gathered>();
  const nameOfUrl = new Map<string, string>();
  const fileOf = (sent: string): Gathered => {
    const name = plainName(sent);
    const known = files.get(name) ?? { sent, asked: [], uploads: [] };
    files.set(name, known);
    return known;
  };
  for (const exchange of exchanges) {
    const { step, side, method, sentName, key, urlId } = exchange;
    if (step === 'upload-url' && sentName !== null && sentName !== '') {
      if (urlId !== null) nameOfUrl.set(urlId, sentName);
      fileOf(sentName).asked.push(exchange);
    } else if (step === 's3-post' || (side === 's3' && method === 'PUT')) {
      const sent = nameOfUrl.get(urlId ?? '') ?? (key === null ? null : withoutStamp(key));
      if (sent !== null) fileOf(sent).uploads.push(exchange);
    }
  }
  return [...files];
}

/** The API puts an underscore and 14 digits before the last dot. */
export const withoutStamp = (key: string): string => key.replace(/_\d{14}(\.[^.]*)?$/, '$1');

export const plainName = (sent: string): string =>
  sent
    .normalize('NFC')
    .replace(/^(\.?\/)+/, '')
    .replace(/^cqube_emission\//, '');

function emittedFile(
  name: string,
  { sent, asked, uploads }: Gathered,
  all: readonly Exchange[],
  tree: PublishedTree,
): EmittedFile {
  const acknowledged = uploads.findLast(isAcknowledged) ?? null;
  const settledAt = acknowledged?.ended ?? listedAfterLoss(uploads, all);
  return { name, sent, match: matchInTree(name, tree), asked, uploads, acknowledged, settledAt };
}

/** Bytes that arrived although their answer was lost: the emitter can see them in a listing. */
function listedAfterLoss(uploads: readonly Exchange[], all: readonly Exchange[]): number | null {
  const lost = uploads.find(({ status, upload }) => status === 0 && typeof upload?.sha256 === 'string');
  if (lost === undefined) return null;
  const seen = all.find((one) => one.step === 'listing' && isAcknowledged(one) && one.began >= lost.ended);
  return seen?.ended ?? null;
}
