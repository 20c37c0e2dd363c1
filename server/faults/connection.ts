/** Connections, as faults treat them. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The client sees `ECONNRESET`, also while bytes for it are still waiting. */
export function resetConnection(socket: Socket): void {
  if (socket.destroyed) return;
  // What happens to a connection that we are done with is nobody's concern.
  socket.on('error', () => undefined);
  try {
    socket.resetAndDestroy();
    // Else it would wait until the client has read what is there.
    if (socket.writableLength > 0) socket.destroy();
  } catch {
    // No plain TCP connection, TLS for example: it is closed instead.
    socket.destroy();
  }
}

/** Of requests sent one behind the other, only the first has the connection; the others must wait for their turn. */
export function whenItsTurn(response: ServerResponse, go: () => void): void {
  if (response.socket !== null) go();
  // What was kept for the connection until now goes out right behind this event.
  else response.once('socket', () => setImmediate(go));
}

/** The client is gone, or cut off. */
export const isOver = ({ destroyed, req }: ServerResponse): boolean => destroyed || req.socket.destroyed;
