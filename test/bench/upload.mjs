/*
 * How fast the whole mock takes an upload, beside a bare Node server that writes what comes over HTTP to a file.
 *   node test/bench/upload.mjs [--megabytes 500] [--rounds 5]
 * Rounds are interleaved; the ratio is that of the medians. Each server is a process of its own, and so is the client.
 */
import { fork } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const MEGABYTE = 1_000_000;
const own = fileURLToPath(import.meta.url);
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

/** One chunk over and over: making data must not be what is timed. */
async function send(address, type, head, tail, bytes) {
  const chunk = Buffer.alloc(1 << 20, 'pipe|separated|values\n');
  const begun = process.hrtime.bigint();
  const call = request(address, {
    method: 'POST',
    headers: { 'Content-Type': type, 'Content-Length': head.length + bytes + tail.length },
  });
  const answered = new Promise((resolve, reject) => {
    call.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    call.on('error', reject);
  });
  await pipeline(async function* () {
    yield head;
    for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
    yield tail;
  }, call);
  const status = await answered;
  if (status !== 204) throw new Error(`the upload was answered with ${status}`);
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

const BOUNDARY = 'bench-boundary';
const part = (name, value) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

async function sendForm({ api, token }, bytes) {
  const answer = await fetch(`${api}/upload-url`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ filename: 'bench/upload.zip' }),
  });
  const { url, fields } = await answer.json();
  const head = Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => part(name, value))
      .join('')}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="upload.zip"\r\n\r\n`,
  );
  return send(
    url,
    `multipart/form-data; boundary=${BOUNDARY}`,
    head,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
    bytes,
  );
}

const sendBare = ({ url }, bytes) =>
  send(url, 'application/octet-stream', Buffer.alloc(0), Buffer.alloc(0), bytes);

/** Peak of the process in MiB, where the system tells. */
function peakMemory(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

const median = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];

async function spawnServer(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-bench-'));
  const child = fork(own, [kind, folder]);
  const place = await new Promise((resolve) => child.once('message', resolve));
  const stop = async () => {
    child.disconnect();
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...place, pid: child.pid, stop };
}

export async function benchUpload({ megabytes, rounds }) {
  const bytes = megabytes * MEGABYTE;
  const [bare, mock] = [await spawnServer('bare'), await spawnServer('mock')];
  const times = { bare: [], mock: [] };
  try {
    for (let round = 0; round <= rounds; round++) {
      const pair = { bare: await sendBare(bare, bytes), mock: await sendForm(mock, bytes) };
      // The first round warms up.
      if (round > 0) for (const [kind, seconds] of Object.entries(pair)) times[kind].push(seconds);
    }
    const speed = (kind) => bytes / MEGABYTE / median(times[kind]);
    return {
      bare: speed('bare'),
      mock: speed('mock'),
      ratio: speed('mock') / speed('bare'),
      peakMiB: peakMemory(mock.pid),
    };
  } finally {
    await bare.stop();
    await mock.stop();
  }
}

async function serve(kind, folder) {
  if (kind === 'mock') {
    const { startServer } = await import('../../dist/server/index.js');
    const server = await startServer({ dataDir: folder });
    process.once('disconnect', () => void server.close());
    process.send({ api: server.url, token: server.token });
    return;
  }
  let count = 0;
  const server = createServer((incoming, response) => {
    const file = createWriteStream(join(folder, `file-${count++ % 2}`));
    incoming.pipe(file).on('finish', () => response.writeHead(204).end());
  });
  server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }));
  process.once('disconnect', () => server.close());
}

if (process.argv[2] === 'bare' || process.argv[2] === 'mock') await serve(process.argv[2], process.argv[3]);
else if (process.argv[1] === own) {
  const result = await benchUpload({ megabytes: option('--megabytes', 500), rounds: option('--rounds', 5) });
  for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(8)} ${value.toFixed(2)}`);
}
