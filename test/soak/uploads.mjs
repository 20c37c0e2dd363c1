/*
 * The whole mock under load, as a process of its own: uploads side by side, to one key, one very large, and cut off by
 * kill -9 in the middle.
 *   node test/soak/uploads.mjs [--kills 300] [--gigabytes 2] [--seed n]
 * It fails when a byte differs, when an acknowledged upload is lost, when an object is torn, when bytes without an object
 * are left, or when the server takes more than 300 MiB.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(import.meta.url);
const LIMIT_MIB = 300;
const BUCKET = 'cqube-qa10-emission';
const BOUNDARY = 'soak-boundary';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

/** Marsaglia's xorshift: the same seed gives the same run, as far as a kill's moment can be the same. */
const generator = (seed) => {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

const fail = (message) => {
  throw new Error(message);
};

async function spawnServer(folder) {
  const child = fork(own, ['serve', folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const place = await Promise.race([
    new Promise((resolve) => child.once('message', resolve)),
    ended.then(() => fail('the server did not start')),
  ]);
  return { ...place, child, ended };
}

const call = async ({ api, token }, path, body) => {
  const answer = await fetch(`${api}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.ok ? answer.json() : fail(`${path} was answered with ${answer.status}`);
};

const part = ([name, value]) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** Resolves with the status, or null where the connection broke. */
function send({ url, fields }, chunks) {
  const head = `${Object.entries(fields).map(part).join('')}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\n`;
  return new Promise((resolve) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
        agent: false,
      },
      (response) => {
        response.resume();
        response.on('close', () => resolve(response.complete ? response.statusCode : null));
      },
    );
    outgoing.on('error', () => resolve(null));
    const body = async function* () {
      yield Buffer.from(head);
      yield* chunks;
      yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
    };
    pipeline(body, outgoing).catch(() => resolve(null));
  });
}

const contentOf = (name, bytes) => Buffer.alloc(bytes, createHash('sha256').update(name).digest('base64'));

/** Digest of an object, read back through a link of the API; null: there is none. */
async function digestOf(server, key) {
  const links = await call(server, '/download_uri', { bucket: BUCKET, filename: key });
  const answer = await fetch(links[key]);
  if (answer.status === 404) {
    await answer.body.cancel();
    return null;
  }
  if (answer.status !== 200) fail(`${key} was answered with ${answer.status}`);
  const hash = createHash('sha256');
  for await (const chunk of answer.body) hash.update(chunk);
  return hash.digest('hex');
}

const sha256 = (content) => createHash('sha256').update(content).digest('hex');

async function many(server) {
  const names = Array.from({ length: 200 }, (_, n) => `many/${n}.zip`);
  const forms = await Promise.all(names.map((filename) => call(server, '/upload-url', { filename })));
  const statuses = await Promise.all(forms.map((form, n) => send(form, [contentOf(names[n], 1_000_000)])));
  if (statuses.some((status) => status !== 204)) fail(`200 at once: ${statuses}`);
  for (const [n, { fields }] of forms.entries())
    if ((await digestOf(server, fields.key)) !== sha256(contentOf(names[n], 1_000_000)))
      fail(`${fields.key} differs`);
}

async function oneKey(server) {
  const form = await call(server, '/upload-url', { filename: 'one/key.zip' });
  const contents = Array.from({ length: 50 }, (_, n) => contentOf(`${n}`, 300_000));
  const statuses = await Promise.all(contents.map((content) => send(form, [content])));
  if (statuses.some((status) => status !== 204)) fail(`50 to one key: ${statuses}`);
  const digest = await digestOf(server, form.fields.key);
  if (!contents.some((content) => sha256(content) === digest)) fail('50 to one key: a mixture was stored');
}

async function large(server, gigabytes) {
  const form = await call(server, '/upload-url', { filename: 'large/one.zip' });
  const hash = createHash('sha256');
  const pieces = gigabytes * 1000;
  const content = async function* () {
    for (let piece = 0; piece < pieces; piece++) {
      const chunk = contentOf(`${piece}`, 1_000_000);
      hash.update(chunk);
      yield chunk;
    }
  };
  if ((await send(form, content())) !== 204) fail('the large upload was refused');
  if ((await digestOf(server, form.fields.key)) !== hash.digest('hex')) fail('the large upload differs');
}

const peakMiB = ({ child }) =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

/** Files that hold bytes of objects. */
const byteFiles = (folder) =>
  readdirSync(join(folder, 'objects'), { recursive: true }).filter((name) =>
    name.endsWith('._S3rver_object'),
  );

/** One life of a server: uploads under way, then kill -9. Adds what was acknowledged to `known`. */
async function killRound(folder, round, random, known) {
  const server = await spawnServer(folder);
  const uploads = Array.from({ length: 12 }, async (_, n) => {
    const name = `kill/${round}-${n}.zip`;
    const content = contentOf(name, Math.floor(random() * 3_000_000));
    const form = await call(server, '/upload-url', { filename: name }).catch(() => null);
    if (form === null) return;
    const half = content.length >> 1;
    known.set(form.fields.key, { digest: sha256(content), acknowledged: false });
    const status = await send(form, [content.subarray(0, half), content.subarray(half)]);
    if (status === 204) known.get(form.fields.key).acknowledged = true;
    else if (status !== null) fail(`an upload was answered with ${status}`);
  });
  const delay = random() * 500;
  await Promise.race([Promise.all(uploads), new Promise((resolve) => setTimeout(resolve, delay))]);
  server.child.kill('SIGKILL');
  await server.ended;
  await Promise.all(uploads);
}

/** What the next server has: every acknowledged object, and no torn one. */
async function checkRound(folder, known) {
  const server = await spawnServer(folder);
  try {
    for (const [key, { digest, acknowledged }] of known) {
      const found = await digestOf(server, key);
      if (found === null && acknowledged) fail(`${key} was acknowledged and is lost`);
      if (found !== null && found !== digest) fail(`${key} is torn`);
      if (found === null) known.delete(key);
    }
    const files = byteFiles(folder).length;
    if (files !== known.size) fail(`${files} files for ${known.size} objects`);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
}

async function main() {
  const seed = option('--seed', Date.now() % 2 ** 31);
  const kills = option('--kills', 300);
  const random = generator(seed);
  console.log(`seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), 'cqube-conform-soak-'));
  try {
    const server = await spawnServer(join(folder, 'load'));
    await many(server);
    console.log(`200 uploads of 1 MB at once: equal; peak ${peakMiB(server).toFixed(0)} MiB`);
    await oneKey(server);
    console.log('50 uploads to one key at once: one of them, whole');
    await large(server, option('--gigabytes', 2));
    const peak = peakMiB(server);
    console.log(`${option('--gigabytes', 2)} GB in one upload: equal; peak ${peak.toFixed(0)} MiB`);
    if (peak > LIMIT_MIB) fail(`the server took ${peak.toFixed(0)} MiB`);
    server.child.kill('SIGTERM');
    await server.ended;

    const known = new Map();
    let acknowledged = 0;
    for (let round = 0; round < kills; round++) {
      await killRound(join(folder, 'kills'), round, random, known);
      await checkRound(join(folder, 'kills'), known);
      acknowledged += [...known.keys()].filter(
        (key) => key.startsWith(`kill/${round}-`) && known.get(key).acknowledged,
      ).length;
      // Only the last rounds' objects are read again, so that a run does not become slower and slower.
      if (known.size > 40) {
        rmSync(join(folder, 'kills'), { recursive: true, force: true });
        known.clear();
      }
    }
    console.log(
      `${kills} kills: ${acknowledged} acknowledged uploads looked for and found, nothing torn, nothing left over`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function serve(folder) {
  const { startServer } = await import('../../dist/server/index.js');
  const server = await startServer({ dataDir: folder, uploadUrls: 'until-expiry' });
  process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
  process.send({ api: server.url, token: server.token });
}

if (process.argv[2] === 'serve') await serve(process.argv[3]);
else await main();
