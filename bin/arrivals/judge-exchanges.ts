/** The journal rules over what was recorded so far, while an emitter may still be at work. */
import { publishedTree } from '../../conformance/inputs/published-tree.js';
import { exchangeOfEntry } from '../../conformance/inputs/recording/exchange-of-entry.js';
import { trafficOf } from '../../conformance/inputs/recording/traffic-of.js';
import { judgeTraffic } from '../../conformance/judge-traffic.js';
import { rules } from '../../conformance/rules/index.js';
import type { Exchange, Knowledge } from '../../conformance/engine/traffic.js';
import { DEFAULT_SAMPLES } from '../../conformance/engine/findings.js';
import type { ExchangesToJudge, Judge } from '../../server/arrivals/judge.js';
import type { JournalEntry } from '../../specs/journal.js';
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

/** Milliseconds that judging may take whenever it is asked for; what takes longer gets a tenth of the time. */
const AT_ONCE = 50;
const SHARE = 10;

/**
 * The server stands still while it is judged, so a long journal is not judged anew for every question: then the last
 * answer is given again for a while. `now`: milliseconds, of real time.
 */
export function createExchangeJudge(profile: Profile, now: () => number): Judge['judgeExchanges'] {
  const known = new WeakMap<JournalEntry, Exchange | null>();
  const read = (entry: JournalEntry): readonly Exchange[] => {
    const exchange = known.get(entry) ?? exchangeOfEntry(entry, entry._cqube.seq);
    known.set(entry, exchange);
    return exchange === null ? [] : [exchange];
  };
  let last: { readonly findings: readonly Finding[]; readonly until: number } = { findings: [], until: 0 };
  return (exchanges) => {
    const begun = now();
    if (begun < last.until) return last.findings;
    const findings = judge(exchanges, exchanges.entries.flatMap(read), profile);
    const ended = now();
    last = { findings, until: ended - begun <= AT_ONCE ? 0 : ended + SHARE * (ended - begun) };
    return findings;
  };
}

function judge(
  { whole, now }: ExchangesToJudge,
  exchanges: readonly Exchange[],
  profile: Profile,
): readonly Finding[] {
  const known: readonly Knowledge[] = whole ? [...KNOWN, 'beginning'] : KNOWN;
  const traffic = trafficOf({ kind: 'journal', exchanges, known, folder: null, exitStatus: null }, TREE);
  const { findings } = judgeTraffic(traffic, rules, { profile, samples: DEFAULT_SAMPLES, overrides: [] });
  const ends = new Map(exchanges.map(({ seq, ended }) => [seq, ended]));
  const lastWord = ({ details }: Finding): number =>
    Math.max(...numbersIn(details['exchanges']).map((seq) => ends.get(seq) ?? 0));
  return findings.filter((finding) => !OPEN_ENDED.has(finding.rule) || now - lastWord(finding) > PATIENCE);
}

const TREE = publishedTree(sources);

const numbersIn = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
