/** Those who want to be told of each entry. */

export interface Listeners<Message> {
  readonly add: (listener: (message: Message) => void) => () => void;
  /** One that throws is told nothing more. */
  readonly tell: (message: Message) => void;
  readonly clear: () => void;
}

export function createListeners<Message>(): Listeners<Message> {
  const listeners = new Set<(message: Message) => void>();
  return {
    add: (listener) => {
      // Somebody who asks twice is told twice, and each of the two ends on its own.
      const own = (message: Message): void => listener(message);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    tell: (message) => {
      for (const listener of listeners) {
        try {
          listener(message);
        } catch {
          listeners.delete(listener);
        }
      }
    },
    clear: () => listeners.clear(),
  };
}
