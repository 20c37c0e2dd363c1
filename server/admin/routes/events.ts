/** What happens, as it happens. */
import { Refusal } from '../refusal.js';
import { wholeNumber } from '../shape/parameter.js';
import { bytes, defineRoute, error } from '../shape/route.js';

export const eventRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/events',
    id: 'events',
    summary:
      'server-sent events: `exchange` (its number as id), `object`, `arrival`, `fault`, `clock`, `reset`; goes on behind `Last-Event-ID`',
    inQuery: { after: wholeNumber('Number of the last exchange that is known; `Last-Event-ID` wins', 0) },
    answers: {
      200: bytes('Events without end', 'text/event-stream'),
      503: error('There are too many streams'),
    },
    handle: ({ query, headers }, { events }) => {
      const last = lastEventId(headers['last-event-id']);
      return {
        kind: 'live',
        open: (request, response) => events.open(request, response, last ?? query.after ?? null),
      };
    },
  }),
];

function lastEventId(header: string | string[] | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header))
    throw new Refusal(400, 'Last-Event-ID takes the number of an exchange');
  return Number(header);
}
