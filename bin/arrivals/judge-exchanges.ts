/** The journal rules over what was recorded so far, while an emitter may still be at work. */
import { publishedTree } from '../../conformance/inputs/published-tree.js';
import { exchangeOfEntry } from '../../conformance/inputs/recording/exchange-of-entry.js';
import { trafficOf } from '../../conformance/inputs/recording/traffic-of.js';
import { judgeTraffic } from '../../conformance/judge-traffic.js';
import { rules } from '../../conformance/rules/index.js';
import type { Exchange, Knowledge } from '../../conformance/engine/traffic.js';
import { DEFAULT_SAMPLES } from '../../conformance/engine/findings.js';
import type { ExchangesToJudge } from '../../server/arrivals/judge.js';
import type { Profile } from '../../specs/profiles/profile.js';
import type { Finding } from '../../specs/report.js';
import { sources } from '../../specs/sources/index.js';

const KNOWN: readonly Knowledge[] = ['requests', 'tokens', 'urls', 'digests'];

/** Broken only if nothing more comes of the file. */
const OPEN_ENDED: ReadonlySet<string> = new Set([
  'journal/lost-file',
  'journal/not-acknowledged',
  'journal/failure-ignored',
]);

/** Milliseconds without a word of the file until it counts. */
const PATIENCE = 10_000;

export function judgeExchanges(
  { entries, whole, now }: ExchangesToJudge,
  profile: Profile,
): readonly Finding[] {
  const exchanges = entries.flatMap((entry, index) => exchangeOfEntry(entry, index + 1) ?? []);
  const known: readonly Knowledge[] = whole ? [...KNOWN, 'beginning'] : KNOWN;
  const traffic = trafficOf(
    { kind: 'journal', exchanges, known, folder: null, exitStatus: null },
    publishedTree(sources),
  );
  const { findings } = judgeTraffic(traffic, rules, { profile, samples: DEFAULT_SAMPLES });
  const ends = new Map(exchanges.map(({ seq, ended }: Exchange) => [seq, ended]));
  const isOver = ({ rule, details }: Finding): boolean =>
    !OPEN_ENDED.has(rule) ||
    now - Math.max(...numbersIn(details['exchanges']).map((seq) => ends.get(seq) ?? 0)) > PATIENCE;
  return findings.filter(isOver);
}

const numbersIn = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
