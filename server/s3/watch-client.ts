/** Clients that send too slowly, or nothing more. */
import type { IncomingMessage } from 'node:http';

export interface Patience {
  /** Longest silence of a client in the middle of its request; noticed within twice the time. Default 30,000. */
  readonly idleMilliseconds: number;
  /** Longest request, however lively; default an hour. */
  readonly totalMilliseconds: number;
}

export const patienceOf = ({
  idleMilliseconds = 30_000,
  totalMilliseconds = 3_600_000,
}: Partial<Patience>): Patience => ({ idleMilliseconds, totalMilliseconds });

/**
 * Calls back once when the client is silent for too long in the middle of its request, or takes too long altogether.
 * Not the socket's own time-out: that one also strikes while the request is complete and it is us who are at work.
 * Returns what ends the watch.
 */
export const watchClient = (
  request: IncomingMessage,
  { idleMilliseconds, totalMilliseconds }: Patience,
  onTimeout: () => void,
): (() => void) => {
  let seen = -1;
  const expire = (): void => {
    end();
    if (!request.complete) onTimeout();
  };
  const look = (): void => {
    const { bytesRead } = request.socket;
    // What lies here unread is waiting for us, not for the client.
    if (bytesRead === seen && request.readableLength === 0) expire();
    else seen = bytesRead;
  };
  const idle = setInterval(look, idleMilliseconds);
  const total = setTimeout(expire, totalMilliseconds);
  const end = (): void => {
    clearInterval(idle);
    clearTimeout(total);
  };
  return end;
};
