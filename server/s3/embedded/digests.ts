/**
 * MD5 and SHA-256 of content on its way into the store. They take longer than everything else that is done with a large
 * upload, so from a quarter of a mebibyte on another thread takes them; less is not worth the way there.
 */
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** Lower-case hex. */
export interface Digests {
  readonly md5: string;
  readonly sha256: string;
}

export interface Digesting {
  /** The chunk must not be written to afterwards. null: go on; else wait for it before the next. */
  readonly add: (chunk: Uint8Array) => Promise<void> | null;
  readonly finish: () => Promise<Digests>;
  /** Nobody will ask for the digests. */
  readonly drop: () => void;
}

export interface DigestWorker {
  readonly open: () => Digesting;
  /** After this no content may be under way. */
  readonly close: () => Promise<void>;
}

/** Bytes that go to the thread at once; what is smaller stays here. */
const BATCH = 256 * 1024;

/** Batches of one upload that may wait for the thread. */
const AHEAD = 8;

type Ask =
  | { readonly id: number; readonly batch: ArrayBuffer; readonly bytes: number }
  | { readonly id: number; readonly end: 'digest' | 'drop' };

/** `batch`: it was taken, and can be filled anew. */
type Reply =
  { readonly id: number; readonly batch: ArrayBuffer } | { readonly id: number; readonly digests: Digests };

/** Given as text, since a thread of the package's own sources would need them built, and the tests do not build. */
const THREAD = `
const { createHash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
const open = new Map();
parentPort.on('message', ({ id, batch, bytes, end }) => {
  const hashes = open.get(id) ?? { md5: createHash('md5'), sha256: createHash('sha256') };
  if (end === undefined) {
    open.set(id, hashes);
    const filled = new Uint8Array(batch, 0, bytes);
    hashes.md5.update(filled);
    hashes.sha256.update(filled);
    parentPort.postMessage({ id, batch }, [batch]);
    return;
  }
  open.delete(id);
  if (end === 'digest')
    parentPort.postMessage({ id, digests: { md5: hashes.md5.digest('hex'), sha256: hashes.sha256.digest('hex') } });
});
`;

interface Waiting {
  readonly taken: () => void;
  readonly done: (digests: Digests) => void;
  readonly failed: (error: Error) => void;
}

/** On this thread, as the bytes come. */
export const digestInline = (): Digesting => {
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  return {
    add: (chunk) => {
      md5.update(chunk);
      sha256.update(chunk);
      return null;
    },
    finish: async () => ({ md5: md5.digest('hex'), sha256: sha256.digest('hex') }),
    drop: () => undefined,
  };
};

const digestHere = (chunks: readonly Uint8Array[]): Promise<Digests> => {
  const digesting = digestInline();
  for (const chunk of chunks) void digesting.add(chunk);
  return digesting.finish();
};

/** One thread for all uploads of a store, started when the first large one comes. */
export const createDigestWorker = (): DigestWorker => {
  const waiting = new Map<number, Waiting>();
  /** Batches to be filled again: new ones would wait for the collector. */
  const free: ArrayBuffer[] = [];
  let worker: Worker | null = null;
  let lastId = 0;

  const start = (): Worker => {
    const started = new Worker(THREAD, { eval: true });
    // It must not keep a process alive that has nothing else to do.
    started.unref();
    started.on('message', (reply: Reply) => {
      const one = waiting.get(reply.id);
      if ('digests' in reply) one?.done(reply.digests);
      else {
        if (free.length < AHEAD) free.push(reply.batch);
        one?.taken();
      }
    });
    const giveUp = (error: Error): void => {
      if (worker === started) worker = null;
      for (const { failed } of waiting.values()) failed(error);
      waiting.clear();
    };
    started.on('error', giveUp);
    started.on('exit', () => giveUp(new Error('the thread that takes digests has ended')));
    return started;
  };
  const ask = (message: Ask): void => {
    worker ??= start();
    worker.postMessage(message, 'batch' in message ? [message.batch] : []);
  };

  return {
    open: () => openDigesting({ id: ++lastId, waiting, ask, room: () => free.pop() ?? newBatch() }),
    close: async () => {
      await worker?.terminate();
      worker = null;
    },
  };
};

const newBatch = (): ArrayBuffer => Buffer.allocUnsafeSlow(BATCH).buffer;

interface Parts {
  /** A batch to fill. */
  readonly room: () => ArrayBuffer;
  readonly id: number;
  readonly waiting: Map<number, Waiting>;
  readonly ask: (message: Ask) => void;
}

const openDigesting = ({ id, waiting, ask, room }: Parts): Digesting => {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  let away = 0;
  let wake: (() => void) | null = null;
  let failure: Error | null = null;
  let finished: {
    readonly resolve: (digests: Digests) => void;
    readonly reject: (error: Error) => void;
  } | null = null;

  /** Takes what fits into one batch; the rest of a chunk waits for the next. */
  const send = (): void => {
    const batch = new Uint8Array(room());
    let at = 0;
    while (at < BATCH) {
      const chunk = chunks[0];
      if (chunk === undefined) break;
      const part = chunk.subarray(0, BATCH - at);
      batch.set(part, at);
      at += part.length;
      if (part.length < chunk.length) chunks[0] = chunk.subarray(part.length);
      else chunks.shift();
    }
    bytes -= at;
    away++;
    ask({ id, batch: batch.buffer, bytes: at });
  };
  const letGo = (): void => {
    wake?.();
    wake = null;
  };
  const watch = (): void => {
    if (waiting.has(id)) return;
    waiting.set(id, {
      taken: () => {
        away--;
        letGo();
      },
      done: (digests) => {
        waiting.delete(id);
        finished?.resolve(digests);
      },
      failed: (error) => {
        failure = error;
        letGo();
        finished?.reject(error);
      },
    });
  };
  return {
    add: (chunk) => {
      if (failure !== null) throw failure;
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes < BATCH) return null;
      watch();
      for (let full = Math.floor(bytes / BATCH); full > 0; full--) send();
      return away < AHEAD ? null : new Promise((resolve) => (wake = resolve));
    },
    finish: async () => {
      if (failure !== null) throw failure;
      if (!waiting.has(id)) return digestHere(chunks);
      const digests = new Promise<Digests>((resolve, reject) => (finished = { resolve, reject }));
      if (bytes > 0) send();
      ask({ id, end: 'digest' });
      return digests;
    },
    drop: () => {
      chunks = [];
      if (waiting.delete(id)) ask({ id, end: 'drop' });
    },
  };
};
