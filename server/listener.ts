/** One listening socket: opened, told, and closed without cutting off what is being answered. */
import type { Server } from 'node:http';
import { isIP } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Server as TlsServer } from 'node:tls';

/** Bounds on what one client can hold. Times in milliseconds. */
export interface Limits {
  /** For the head of a request. */
  readonly headersTimeout: number;
  /** For a whole request. */
  readonly requestTimeout: number;
  /** The same where files are uploaded. */
  readonly uploadTimeout: number;
  /** An idle connection is kept so long. */
  readonly keepAliveTimeout: number;
  readonly maxConnections: number;
}

export const DEFAULT_LIMITS: Limits = {
  headersTimeout: 30_000,
  requestTimeout: 60_000,
  uploadTimeout: 60 * 60_000,
  keepAliveTimeout: 5_000,
  maxConnections: 1_000,
};

export interface Place {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Origin, as in `http://127.0.0.1:8000`, or `https` for a server that speaks it; one that others can reach, where it listens on every address. */
  readonly origin: string;
  /** Takes no more connections, lets answers under way finish for `grace` milliseconds, then cuts them. */
  readonly close: (grace: number) => Promise<void>;
}

export type ListenErrorCode = 'PORT_IN_USE' | 'PORT_FORBIDDEN' | 'NO_SUCH_ADDRESS' | 'CANNOT_LISTEN';

/** One line: which address, why not, and the mend. */
export class ListenError extends Error {
  readonly code: ListenErrorCode;

  constructor(code: ListenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListenError';
    this.code = code;
  }
}

/** Throws `ListenError`. */
export async function listen(server: Server, { host, port }: Place, limits: Limits): Promise<Listener> {
  server.headersTimeout = limits.headersTimeout;
  server.requestTimeout = limits.requestTimeout;
  server.keepAliveTimeout = limits.keepAliveTimeout;
  server.maxConnections = limits.maxConnections;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  // A connection that could not be taken (too many files open, say) is no reason to end.
  server.on('error', () => undefined);
  const { address, port: given } = server.address() as AddressInfo;
  const reached = reachable(address);
  const shown = isIP(reached) === 6 ? `[${reached}]` : reached;
  return {
    host: reached,
    port: given,
    origin: `${server instanceof TlsServer ? 'https' : 'http'}://${shown}:${given}`,
    close: (grace) => close(server, sockets, grace),
  };
}

/** Nobody can connect to "every address": the first one of this machine that others see, else loopback. */
function reachable(address: string): string {
  if (address !== '0.0.0.0' && address !== '::') return address;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): ListenError {
  const place = `${host}:${port}`;
  const options = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new ListenError(
        'PORT_IN_USE',
        `${place} is in use: stop the program that has it, or choose another port (0 takes any free one)`,
        options,
      );
    case 'EACCES':
      return new ListenError(
        'PORT_FORBIDDEN',
        `${place} may not be opened by this user: choose a port above 1023`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ListenError(
        'NO_SUCH_ADDRESS',
        `${host} is no address of this machine: 127.0.0.1 is always one`,
        options,
      );
    default:
      return new ListenError('CANNOT_LISTEN', `${place} cannot be opened: ${error.message}`, options);
  }
}

async function close(server: Server, sockets: ReadonlySet<Socket>, grace: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, grace);
  await closed;
  clearTimeout(timer);
}
