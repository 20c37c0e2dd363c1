/** Servers with faults that end with the test that started them. */
import { afterEach } from 'vitest';
import type { Fault } from '../../../specs/fault-plan.js';
import { endOfTest, faultyServer, planOf, until } from './faulty-server.js';
import type { FaultyServer } from './faulty-server.js';

let running: FaultyServer[] = [];

afterEach(async () => {
  endOfTest();
  await Promise.all(running.map((server) => server.close()));
  running = [];
});

export async function start(...faults: readonly Fault[]): Promise<FaultyServer> {
  const server = await faultyServer(planOf(...faults));
  running.push(server);
  return server;
}

export const nothingUnderWay = (server: FaultyServer): Promise<void> =>
  until(() => server.faults.underWay().open === 0 && server.faults.underWay().held === 0);
