import type { ExchangeSummary } from '../../../admin/events/exchange-summary.js';

/** Exchanges that the page holds: twice what a server keeps by default. */
const MOST = 20_000;

/** Into its place by number: they begin in order, but end as they like. One that is known already is replaced. */
export function insertExchange(exchanges: ExchangeSummary[], exchange: ExchangeSummary): void {
  let at = exchanges.length;
  while (at > 0 && (exchanges[at - 1]?.seq ?? 0) > exchange.seq) at -= 1;
  const known = exchanges[at - 1]?.seq === exchange.seq;
  if (known) exchanges[at - 1] = exchange;
  else exchanges.splice(at, 0, exchange);
  if (exchanges.length > MOST) exchanges.splice(0, exchanges.length - MOST);
}
