/*
 * `node test/soak/journal.mjs [exchanges]` (100,000): does the journal stay within its bounds, and is it quick? Needs
 * `tsc -b`. Prints figures; fails where heap or disk grow, or where a query takes longer than 50 ms.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournal } from '../../dist/server/journal/create-journal.js';

const exchanges = Number(process.argv[2] ?? 100_000);
if (!Number.isSafeInteger(exchanges) || exchanges < 1_000) {
  console.error('usage: node test/soak/journal.mjs [exchanges, at least 1000]');
  process.exit(2);
}

const MEBIBYTE = 1024 * 1024;
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJLRVkxIn0.FGgh7ExHm3K4J9gGx7R2864YOrdvQba5DSpFoWianvE';

const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-soak-'));
const failures = [];
const notices = [];

const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MEBIBYTE;
};

const onDisk = () =>
  readdirSync(join(folder, 'journal')).reduce(
    (sum, name) => sum + statSync(join(folder, 'journal', name)).size,
    0,
  );

const startServer = async (journal, port = 0) => {
  const handler = (incoming, response) => {
    incoming.resume();
    incoming.once('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(
        '{"fields":{"key":"pat/a_20220801153000.zip","policy":"x","x-amz-signature":"y"},"url":"http://a/"}',
      );
    });
  };
  const server = createServer(
    journal === null ? handler : journal.record('api', () => 'http://127.0.0.1:8000', handler),
  );
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
};

const client = (port, agent) => (number) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ filename: `cqube_emission/pat/periodic_exam_mst_${number}.zip` });
    const headers = {
      Authorization: `Bearer ${TOKEN}`,
      'Content-Type': 'application/json',
      'Content-Length': body.length,
    };
    const sent = request(
      { port, host: '127.0.0.1', method: 'POST', path: '/data/upload-url', agent, headers },
      (answer) => answer.resume().once('end', resolve),
    );
    sent.once('error', reject);
    sent.end(body);
  });

const run = async (journal, count, onTenth = () => {}) => {
  const server = await startServer(journal);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const send = client(server.address().port, agent);
  const began = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      if (number > 0 && number % (count / 10) === 0) onTenth();
      await send(number);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  const took = performance.now() - began;
  agent.destroy();
  await new Promise((resolve) => server.close(resolve));
  return took;
};

const timed = (journal, query) => {
  // Of the processor: the machine may have other work.
  const began = process.cpuUsage();
  journal.query(query);
  return process.cpuUsage(began).user / 1_000;
};

const queries = {
  newestFirst: { newestFirst: true },
  key: { key: 'none' },
  status: { status: 404 },
  token: { tokenId: 'x' },
  text: { text: 'is nowhere' },
};

const askAll = (journal, what) => {
  const { kept } = journal.query({});
  const figures = Object.entries(queries).map(([name, query]) => {
    const times = Array.from({ length: 5 }, () => timed(journal, query)).toSorted((a, b) => a - b);
    if (times[2] > 50) failures.push(`query ${name} took ${times[2].toFixed(1)} ms`);
    return `${name} ${times[2].toFixed(1)}`;
  });
  console.log(`${what}: queries over ${kept} entries, ms: ${figures.join(', ')}`);
};

const clock = { now: Date.now };
const onNotice = (notice) => notices.push(notice);

await run(null, 5_000);
const plain = await run(null, 20_000);
console.log(`without a journal: ${(plain / 20).toFixed(0)} µs an exchange, both ends in this process`);

const journal = await createJournal({
  clock,
  folder,
  version: '0',
  onNotice,
  limits: { disk: 64 * MEBIBYTE, segment: 8 * MEBIBYTE },
});
const heaps = [];
const took = await run(journal, exchanges, () => heaps.push(heap()));
await journal.settled();
const { kept, evicted } = journal.query({});
console.log(
  `with it: ${((took / exchanges) * 1_000).toFixed(0)} µs an exchange; kept ${kept}, evicted ${evicted}`,
);
console.log(
  `heap at each tenth, MiB: ${heaps.map((size) => size.toFixed(0)).join(' ')}; on disk ${(onDisk() / MEBIBYTE).toFixed(1)} MiB`,
);
if (kept !== Math.min(10_000, exchanges) || kept + evicted !== exchanges)
  failures.push('entries are missing');
if (globalThis.gc && (heaps.at(-1) ?? 0) > (heaps[2] ?? 0) * 1.25 + 8) failures.push('the heap grows');
if (onDisk() > 65 * MEBIBYTE) failures.push('the disk fills');
askAll(journal, 'at its cap');
await journal.close();

const began = performance.now();
const again = await createJournal({
  clock,
  folder,
  version: '0',
  onNotice,
  limits: { entries: 100_000, memory: 1024 * MEBIBYTE },
});
console.log(
  `opened again with ${again.query({}).kept} entries in ${(performance.now() - began).toFixed(0)} ms`,
);
await again.close();

const large = await createJournal({
  clock,
  folder: null,
  version: '0',
  onNotice,
  limits: { entries: exchanges, memory: 1024 * MEBIBYTE },
});
await run(large, exchanges);
await large.settled();
askAll(large, 'with the cap raised');
await large.close();

rmSync(folder, { recursive: true, force: true });
for (const line of [...failures, ...notices]) console.error(line);
process.exitCode = failures.length > 0 ? 1 : 0;
