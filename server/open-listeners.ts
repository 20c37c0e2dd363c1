/** The three listeners and what is between them: the API signs URLs that lead to storage. */
import type { Server } from 'node:http';
import type { TlsOptions } from 'node:tls';
import { readFaultPlan } from '../specs/read-fault-plan.js';
import type { ListenerName } from './admin/admin-parts.js';
import { adminServer } from './admin/admin-server.js';
import { createAdmin } from './admin/create-admin.js';
import type { WatchedStore } from './admin/events/watch-store.js';
import { openJudged } from './arrivals/open-judged.js';
import type { ExchangeSide } from '../specs/exchange-step.js';
import type { Clock, VirtualClock } from './clock.js';
import { application, emissionServer, localTimestamp } from './emission-application.js';
import type { ApplicationOptions } from './emission-application.js';
import type { Faults } from './faults/faults.js';
import { lateClock } from './faults/late-clock.js';
import { gatewayServer } from './gateway/gateway-server.js';
import { gateway } from './gateway/gateway.js';
import type { Journal } from './journal/journal.js';
import { listen } from './listener.js';
import type { Limits, Listener } from './listener.js';
import type { Storage } from './open-storage.js';
import type { ServerSettings } from './options.js';
import type { RequestHandler } from './request-handler.js';
import { frontDoor } from './s3/front-door.js';
import { createIssuedForms } from './s3/issued-forms.js';
import { storageServer } from './s3/storage-server.js';
import type { StateFolder } from './state-folder.js';
import type { Tls } from './tls/open-tls.js';

export interface Parts {
  readonly state: StateFolder;
  readonly store: WatchedStore;
  readonly storage: Storage;
  readonly settings: ServerSettings;
  readonly clock: VirtualClock;
  readonly journal: Journal;
  readonly faults: Faults;
  /** A token in force; null: there is no gateway. */
  readonly token: string | null;
  /** null: plain HTTP. */
  readonly tls: Tls | null;
  /** What each listener adds to be undone. */
  readonly undo: (() => Promise<void>)[];
}

/** Milliseconds that answers under way get at a close. */
const GRACE = 2_000;

/** S3 first: the API signs for its address. */
export async function openListeners(parts: Parts) {
  const { state, store, storage, settings, clock, tls, undo } = parts;
  const { region, random, limits, uploadUrls } = settings;
  const opening = beginOpening(parts);
  const access = { ...state.access, region };
  const forms = createIssuedForms(clock, uploadUrls, storage.ledger);
  const secretOf = (keyId: string): string | null =>
    keyId === access.accessKeyId ? access.secretAccessKey : null;
  const doorAt = (time: Clock): RequestHandler =>
    frontDoor({ store, uploads: storage.uploads, access: secretOf, region, forms, clock: time, random });
  const around = layers(parts);
  const door = around('s3', () => s3.origin, doorAt(clock), doorAt(lateClock(clock)));
  const s3: Listener = await open(opening, storageServer(door, opening.tls), settings.s3Port, {
    ...limits,
    requestTimeout: limits.uploadTimeout,
  });
  const emission: ApplicationOptions = {
    buckets: settings.buckets,
    store,
    access,
    endpoint: (bucket) => `${s3.origin}/${bucket}/`,
    clock,
    localTime: localTimestamp,
    logFolder: settings.logFolder ?? state.logs,
    onIssued: ({ signature, expires }) => forms.issued(signature, expires),
  };
  const layer = (handler: RequestHandler): RequestHandler => around('api', () => api.origin, handler);
  const api: Listener = await open(opening, apiServer(emission, opening, layer), settings.port, limits);
  const addresses: Partial<Record<ListenerName, string>> = { s3: s3.origin, api: `${api.origin}/data` };
  const judged = openJudged({
    ...parts,
    judge: settings.judge,
    bucket: settings.buckets.emission,
    fromStart: settings.s3Endpoint === null,
  });
  undo.push(judged.arrivals.close);
  const admin = createAdmin({
    ...parts,
    judged,
    hosts: [settings.host],
    facts: {
      ...settings,
      startedAt: clock.now(),
      addresses: () => addresses,
      token: parts.token,
      s3Access: access,
      caFile: tls?.caFile ?? null,
    },
    credentials: state.credentials,
    onChange: state.save,
    readPlan: readFaultPlan,
    forgetForms: forms.clear,
  });
  const own = await open(opening, adminServer(admin.handler, opening.tls), settings.adminPort, limits);
  addresses.admin = own.origin;
  // Ends first: event streams would hold up the listener's end.
  undo.push(async () => admin.close());
  return { url: `${api.origin}/data`, s3Url: s3.origin, adminUrl: own.origin };
}

interface Opening {
  readonly settings: ServerSettings;
  readonly credentials: StateFolder['credentials'];
  readonly clock: Clock;
  /** What servers of this kind are created with; null: plain HTTP. */
  readonly tls: (Pick<TlsOptions, 'handshakeTimeout'> & Pick<Tls, 'key' | 'cert'>) | null;
  /** Listening by now. */
  readonly opened: Listener[];
}

/** Listeners are closed together: each may take the whole grace. */
function beginOpening({ settings, state: { credentials }, clock, tls, undo }: Parts): Opening {
  const opened: Listener[] = [];
  undo.push(async () => {
    await Promise.all(opened.map((listener) => listener.close(GRACE)));
  });
  const handshakeTimeout = settings.limits.headersTimeout;
  const secure = tls === null ? null : { key: tls.key, cert: tls.cert, handshakeTimeout };
  return { settings, credentials, clock, tls: secure, opened };
}

async function open(
  { settings: { host }, opened }: Opening,
  server: Server,
  port: number,
  bounds: Limits,
): Promise<Listener> {
  const listener = await listen(server, { host, port }, bounds);
  opened.push(listener);
  return listener;
}

/** What every request passes on its way to the real handler: it is recorded as it was sent, faults and all. */
const layers =
  ({ journal, faults }: Parts) =>
  (
    side: ExchangeSide,
    origin: () => string,
    handler: RequestHandler,
    late?: RequestHandler,
  ): RequestHandler =>
    journal.record(side, origin, faults.inject(side, handler, late));

function apiServer(
  emission: ApplicationOptions,
  { credentials, settings, clock, tls }: Opening,
  layer: (handler: RequestHandler) => RequestHandler,
): Server {
  const { gateway: kind, routeHost } = settings;
  if (kind === 'none') return emissionServer(emission, tls ?? {}, layer);
  const handler = gateway({ credentials, routeHost, application: application(emission), clock });
  return gatewayServer(layer(handler), clock, tls);
}
