/** Gateway, application and storage on real sockets, with the journal before them as a server would have it. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { application } from '../../../server/emission-application.js';
import { gatewayServer } from '../../../server/gateway/gateway-server.js';
import { gateway } from '../../../server/gateway/gateway.js';
import { createJournal, type JournalOptions } from '../../../server/journal/create-journal.js';
import type { Journal, JournalQuery } from '../../../server/journal/journal.js';
import type { RequestHandler } from '../../../server/request-handler.js';
import { frontDoor } from '../../../server/s3/front-door.js';
import { createIssuedForms } from '../../../server/s3/issued-forms.js';
import { tellPostOutcome } from '../../../server/tell-post-outcome.js';
import { journalEntrySchema } from '../../../specs/journal-schema.js';
import type { JournalEntry } from '../../../specs/journal.js';
import { ACCESS, BUCKETS, MOMENT, STAMP } from '../application/start.js';
import { recordedCredentials } from '../gateway/running-gateway.js';
import { type MemoryStore, memoryStore } from '../memory-store.js';

export interface RecordedMock {
  readonly api: number;
  readonly s3: number;
  readonly store: MemoryStore;
  readonly journal: Journal;
  /** All entries, once what has ended is there; each fits the schema. */
  readonly entries: (query?: JournalQuery) => Promise<readonly JournalEntry[]>;
  readonly passTime: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

export interface MockOptions extends Partial<JournalOptions> {
  /** false: nobody records. */
  readonly recorded?: boolean;
  /** Beside, or instead of, the real handlers. */
  readonly apiHandler?: RequestHandler;
}

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export async function startRecordedMock(options: MockOptions = {}): Promise<RecordedMock> {
  const { recorded = true, apiHandler, ...journalOptions } = options;
  let now = MOMENT;
  const clock = { now: (): number => now };
  const journal = await createJournal({ clock, folder: null, version: '1.2.3', ...journalOptions });
  const record: Journal['record'] = recorded ? journal.record : (_side, _origin, handler) => handler;
  const store = memoryStore(Object.values(BUCKETS), () => now);
  const forms = createIssuedForms(clock, 'one-time');
  const door = frontDoor({
    store,
    access: (id) => (id === ACCESS.accessKeyId ? ACCESS.secretAccessKey : null),
    region: ACCESS.region,
    forms,
    clock,
    random: recorded ? randomBytes : (bytes) => randomBytes(bytes),
    onOutcome: tellPostOutcome,
  });
  const storage = createServer(record('s3', () => `http://127.0.0.1:${s3}`, door));
  const s3 = await listening(storage);
  const emission = application({
    buckets: BUCKETS,
    store,
    access: ACCESS,
    endpoint: (bucket) => `http://127.0.0.1:${s3}/${bucket}/`,
    clock,
    localTime: () => STAMP,
    logFolder: null,
    onIssued: ({ signature, expires }) => forms.issued(signature, expires),
  });
  const handler =
    apiHandler ??
    gateway({ credentials: recordedCredentials(), routeHost: null, application: emission, clock });
  const front = gatewayServer(
    record('api', () => `http://127.0.0.1:${api}`, handler),
    clock,
  );
  const api = await listening(front);
  let closing: Promise<void> | null = null;
  const closeAll = async (): Promise<void> => {
    await Promise.all([closed(front), closed(storage)]);
    await journal.close();
    await store.close();
  };
  const mock: RecordedMock = {
    api,
    s3,
    store,
    journal,
    entries: async (query = {}) => {
      await journal.settled();
      const { entries } = journal.query({ limit: 1_000, ...query });
      for (const entry of entries) expect(journalEntrySchema.parse(entry)).toEqual(entry);
      return entries;
    },
    passTime: (milliseconds) => {
      now += milliseconds;
    },
    close: () => (closing ??= closeAll()),
  };
  onTestFinished(mock.close);
  return mock;
}

/** What an upload URL answers with. */
export interface IssuedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export function formData(
  { fields }: IssuedForm,
  content: string | Uint8Array<ArrayBuffer>,
  fileName = 'a.zip',
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]), fileName);
  return form;
}
