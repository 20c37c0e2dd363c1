/** The three listeners and what is between them: the API signs URLs that lead to storage. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { adminApp } from './admin/admin.js';
import type { VirtualClock } from './clock.js';
import { application, emissionServer, localTimestamp } from './emission-application.js';
import type { ApplicationOptions } from './emission-application.js';
import { gatewayServer } from './gateway/gateway-server.js';
import { gateway } from './gateway/gateway.js';
import { listen } from './listener.js';
import type { Limits, Listener } from './listener.js';
import type { Storage } from './open-storage.js';
import type { ServerSettings } from './options.js';
import { frontDoor } from './s3/front-door.js';
import { createIssuedForms } from './s3/issued-forms.js';
import { storageServer } from './s3/storage-server.js';
import type { StateFolder } from './state-folder.js';

export interface Parts {
  readonly state: StateFolder;
  readonly storage: Storage;
  readonly settings: ServerSettings;
  readonly clock: VirtualClock;
  /** What each listener adds to be undone. */
  readonly undo: (() => Promise<void>)[];
}

/** Milliseconds that answers under way get at a close. */
const GRACE = 2_000;

/** S3 first: the API signs for its address. */
export async function openListeners({ state, storage, settings, clock, undo }: Parts) {
  const { host, region, random, limits, uploadUrls } = settings;
  const { store, uploads, ledger } = storage;
  const open = async (server: Server, port: number, bounds: Limits = limits): Promise<Listener> => {
    const listener = await listen(server, { host, port }, bounds);
    undo.push(() => listener.close(GRACE));
    return listener;
  };
  const access = { ...state.access, region };
  const forms = createIssuedForms(clock, uploadUrls, ledger);
  const secretOf = (keyId: string): string | null =>
    keyId === access.accessKeyId ? access.secretAccessKey : null;
  const door = frontDoor({ store, uploads, access: secretOf, region, forms, clock, random });
  const s3 = await open(storageServer(door), settings.s3Port, {
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
  const api = await open(apiServer(emission, state, settings, clock), settings.port);
  const url = `${api.origin}/data`;
  const admin = adminApp({
    credentials: state.credentials,
    apiUrl: () => api.origin,
    hosts: [host],
    onChange: state.save,
  });
  const own = await open(createServer(admin), settings.adminPort);
  return { url, s3Url: s3.origin, adminUrl: own.origin };
}

function apiServer(
  emission: ApplicationOptions,
  { credentials }: StateFolder,
  { gateway: kind, routeHost }: ServerSettings,
  clock: VirtualClock,
): Server {
  if (kind === 'none') return emissionServer(emission);
  const handler = gateway({ credentials, routeHost, application: application(emission), clock });
  return gatewayServer(handler, clock);
}
