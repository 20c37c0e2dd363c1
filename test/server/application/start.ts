/** The emission application on a loopback port, over the recorded state, at a fixed moment. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ApplicationOptions, emissionServer } from '../../../server/emission-application.js';
import { chunksOf, type MemoryStore, memoryStore } from '../memory-store.js';

export const BUCKETS = {
  input: 'cqube-qa10-input',
  output: 'cqube-qa10-output',
  emission: 'cqube-qa10-emission',
} as const;

export const ACCESS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'ap-south-1',
} as const;

/** 2022-08-01 10:00:00 UTC. */
export const MOMENT = Date.UTC(2022, 7, 1, 10, 0, 0);
/** Half past three in India. */
export const STAMP = '20220801153000';

type Content = string | { readonly base64: string };

const state = JSON.parse(
  readFileSync(new URL('../../../fixtures/wire/application-state.json', import.meta.url), 'utf8'),
) as {
  readonly buckets: Readonly<Record<keyof typeof BUCKETS, Readonly<Record<string, Content>>>>;
  readonly logs: Readonly<Record<string, Content>>;
  readonly emptyLogFolders: readonly string[];
};

const bytesOf = (content: Content): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.base64, 'base64');

export async function recordedStore(): Promise<MemoryStore> {
  const store = memoryStore(Object.values(BUCKETS), () => MOMENT);
  for (const [role, objects] of Object.entries(state.buckets)) {
    for (const [key, content] of Object.entries(objects)) {
      const bucket = BUCKETS[role as keyof typeof BUCKETS];
      await store.put(bucket, key, chunksOf(bytesOf(content)), { contentType: null, metadata: {} });
    }
  }
  return store;
}

/** A fresh folder; the caller removes it. */
async function recordedLogs(): Promise<string> {
  const root = join(await mkdtemp(join(tmpdir(), 'cqube-conform-logs-')), 'logs');
  for (const folder of state.emptyLogFolders) await mkdir(join(root, folder), { recursive: true });
  for (const [path, content] of Object.entries(state.logs)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytesOf(content));
  }
  return root;
}

export interface Running {
  readonly port: number;
  readonly server: Server;
  readonly options: ApplicationOptions;
  readonly close: () => Promise<void>;
}

export async function startApplication(
  overrides: Partial<ApplicationOptions> = {},
  serverOptions: ServerOptions = {},
): Promise<Running> {
  const logFolder = overrides.logFolder === undefined ? await recordedLogs() : overrides.logFolder;
  const options: ApplicationOptions = {
    buckets: BUCKETS,
    store: await recordedStore(),
    access: ACCESS,
    endpoint: (bucket) => `https://${bucket}.s3.amazonaws.com/`,
    clock: { now: () => MOMENT },
    localTime: () => STAMP,
    ...overrides,
    logFolder,
  };
  const server = emissionServer(options, serverOptions);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    if (overrides.logFolder === undefined && logFolder) {
      await rm(dirname(logFolder), { recursive: true, force: true });
    }
  };
  return { port: (server.address() as AddressInfo).port, server, options, close };
}

/** Ends with the test that calls it. */
export async function startForTest(
  overrides: Partial<ApplicationOptions> = {},
  serverOptions: ServerOptions = {},
): Promise<Running> {
  const running = await startApplication(overrides, serverOptions);
  onTestFinished(running.close);
  return running;
}
