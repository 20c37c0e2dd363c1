// With Jest only this line differs: import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEmission } from 'cqube-conform/conformance';
import { startServer, type RunningServer } from 'cqube-conform/server';
import { emitFolder } from '../src/emit-folder.js';
import { exportMasters, type Block, type District } from '../src/export-masters.js';

const districts: readonly District[] = [
  { code: '2401', name: 'Kachchh' },
  { code: '2402', name: 'Banas Kantha' },
];
const blocks: readonly Block[] = [
  { code: '240101', name: 'Lakhpat', district: '2401' },
  { code: '240201', name: 'Vav', district: '2402' },
];

let folder: string;
let server: RunningServer;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'district-emitter-')), 'cqube_emission');
  server = await startServer(); // free ports, nothing kept
});

afterEach(async () => {
  await server.close();
  await rm(join(folder, '..'), { recursive: true });
});

const check = () => checkEmission([folder], { now: Date.now, asked: ['district_mst', 'block_mst'] });
const emit = (token = server.token ?? '') => emitFolder(folder, { url: server.url, token, wait: 1 });

it('exports what cQube asks for', async () => {
  await exportMasters(folder, districts, blocks);
  const { verdict, findings } = await check();
  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(verdict).toBe('conformant');
});

it('would be told of a code that lost its leading zero', async () => {
  await exportMasters(folder, [{ code: '401', name: 'Kachchh' }], []);
  const { verdict, findings } = await check();
  expect(verdict).toBe('not-conformant');
  expect(findings.map(({ rule, where }) => [rule, where.column])).toContainEqual([
    'table/value-pattern',
    'udise_district_code',
  ]);
});

it('sends districts before blocks', async () => {
  await exportMasters(folder, districts, blocks);
  await emit();
  await server.journal.settled();
  const { entries } = server.journal.query({ step: 's3-post' });
  expect(entries.map(({ response, _cqube: { key } }) => [response.status, key?.split('/')[0]])).toEqual([
    [204, 'district_master'],
    [204, 'block_master'],
  ]);
});

it('tries again when the storage is busy, and not when the token is refused', async () => {
  await exportMasters(folder, districts, blocks);
  server.faults.use({
    version: 1,
    faults: [{ step: 's3-post', occurrences: [1], action: { kind: 'status', status: 503 } }],
  });
  await emit();
  const { objects } = await server.store.list(server.buckets.emission, { prefix: '', after: '', limit: 10 });
  expect(objects).toHaveLength(2);
  await expect(emit('no.such.token')).rejects.toThrow('cQube refuses the token');
});
