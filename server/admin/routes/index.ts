/** Every route of the admin API. */
import type { Route } from '../shape/route.js';
import { arrivalRoutes } from './arrivals.js';
import { clockRoutes } from './clock.js';
import { documentRoutes } from './documents.js';
import { eventRoutes } from './events.js';
import { faultRoutes } from './faults.js';
import { healthRoutes } from './health.js';
import { journalRoutes } from './journal.js';
import { objectRoutes } from './objects.js';
import { resetRoutes } from './reset.js';
import { sourceRoutes } from './sources.js';
import { tokenRoutes } from './tokens.js';

export const adminRoutes: readonly Route[] = [
  ...healthRoutes,
  ...tokenRoutes,
  ...objectRoutes,
  ...journalRoutes,
  ...arrivalRoutes,
  ...sourceRoutes,
  ...eventRoutes,
  ...faultRoutes,
  ...clockRoutes,
  ...resetRoutes,
  ...documentRoutes(() => adminRoutes),
];
