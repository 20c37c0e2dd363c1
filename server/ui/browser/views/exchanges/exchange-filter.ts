/** Which exchanges are shown. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ExchangeSummary } from '../../../../admin/events/exchange-summary.js';
import type { Finding } from '../../../../../specs/report.js';
import { ask } from '../../api/ask.js';
import type { ExchangePage } from '../../api/shapes.js';
import { isProblem } from './exchange-verdict.js';

export interface ExchangeFilter {
  readonly text: string;
  readonly step: string;
  readonly outcome: 'all' | 'problem' | 'fault' | 'passed';
}

export const NO_FILTER: ExchangeFilter = { text: '', step: '', outcome: 'all' };

/** Milliseconds after the last key until bodies are searched too. */
const TYPING = 250;
/** Exchanges that a search of bodies gives back at most. */
const FOUND = 1_000;

/** Newest first. `version` tells that `exchanges`, changed in place, are others. */
export function useFiltered(
  exchanges: readonly ExchangeSummary[],
  findings: ReadonlyMap<number, readonly Finding[]>,
  filter: ExchangeFilter,
  version: number,
): readonly ExchangeSummary[] {
  const inBodies = useBodySearch(filter.text);
  return useMemo(() => {
    const text = filter.text.trim().toLowerCase();
    return exchanges.filter((exchange) => fits(exchange, findings, filter, text, inBodies)).toReversed();
  }, [version, findings, filter, inBodies]);
}

function fits(
  exchange: ExchangeSummary,
  findings: ReadonlyMap<number, readonly Finding[]>,
  { step, outcome }: ExchangeFilter,
  text: string,
  inBodies: ReadonlySet<number>,
): boolean {
  if (step !== '' && exchange.step !== step) return false;
  const problem = isProblem(exchange, findings.get(exchange.seq) ?? []);
  if (outcome === 'problem' && !problem) return false;
  if (outcome === 'passed' && problem) return false;
  if (outcome === 'fault' && exchange.injectedFault === undefined) return false;
  return text === '' || inBodies.has(exchange.seq) || placesOf(exchange).toLowerCase().includes(text);
}

const placesOf = (exchange: ExchangeSummary): string => {
  const { method, url, status, sentName, key, reason, nearMiss, injectedFault, refusedBy } = exchange;
  return [method, url, status, sentName, key, reason, nearMiss, injectedFault, refusedBy].join('\n');
};

/** What only the server can find: the text in bodies. */
function useBodySearch(given: string): ReadonlySet<number> {
  const [found, setFound] = useState<ReadonlySet<number>>(new Set());
  const text = given.trim().slice(0, 200);
  useEffect(() => {
    setFound(new Set());
    if (text === '') return;
    const asked = new AbortController();
    const look = async (): Promise<void> => {
      const query = `text=${encodeURIComponent(text)}&newestFirst=true&limit=${FOUND}`;
      const { exchanges } = await ask<ExchangePage>('GET', `/api/exchanges?${query}`);
      if (!asked.signal.aborted) setFound(new Set(exchanges.map(({ seq }) => seq)));
    };
    // Without an answer, what is here is searched all the same.
    const timer = setTimeout(() => void look().catch(() => undefined), TYPING);
    return () => {
      asked.abort();
      clearTimeout(timer);
    };
  }, [text]);
  return found;
}
