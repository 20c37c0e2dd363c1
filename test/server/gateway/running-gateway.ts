/** A gateway on a real socket, with the credentials of the recordings and an application that a test chooses. */
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Credentials } from '../../../server/gateway/credentials.js';
import { gatewayServer } from '../../../server/gateway/gateway-server.js';
import { gateway } from '../../../server/gateway/gateway.js';
import type { GatewayDecision, GatewayOptions } from '../../../server/gateway/gateway.js';
import { decisionOf } from '../../../server/gateway/gateway.js';

/** 1 August 2022, 10:00:00 UTC. */
export const clock = { now: () => Date.UTC(2022, 7, 1, 10) };

/** A token of the recordings: key KEY1, HS256, `iat` 1660000000. */
export const VALID =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJLRVkxIiwiaWF0IjoxNjYwMDAwMDAwfQ.FGgh7ExHm3K4J9gGx7R2864YOrdvQba5DSpFoWianvE';

export function recordedCredentials(): Credentials {
  const credentials = new Credentials({ clock, random: (bytes) => new Uint8Array(bytes) });
  credentials.add({ key: 'KEY1', user: 'emitter', algorithm: 'HS256', secret: 'SECRET1' });
  credentials.add({ key: 'KEY512', user: 'emitter', algorithm: 'HS512', secret: 'SECRET1' });
  return credentials;
}

export interface RunningGateway {
  readonly port: number;
  readonly server: Server;
  readonly credentials: Credentials;
  /** Of every request that reached the handler, in order. */
  readonly decisions: readonly (GatewayDecision | undefined)[];
  readonly stop: () => Promise<void>;
}

/** Answers with the request's target, as an application behind Kong would: closing, with a `Server` of its own. */
function echo(request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify({ url: request.url });
  response.writeHead(200, {
    Server: 'gunicorn/20.0.4',
    Date: new Date(clock.now()).toUTCString(),
    Connection: 'close',
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

export async function startGateway(options: Partial<GatewayOptions> = {}): Promise<RunningGateway> {
  const credentials = recordedCredentials();
  const decisions: (GatewayDecision | undefined)[] = [];
  const handler = gateway({ credentials, routeHost: null, application: echo, clock, ...options });
  const server = gatewayServer((request, response) => {
    handler(request, response);
    decisions.push(decisionOf(request));
  }, clock);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, server, credentials, decisions, stop };
}
