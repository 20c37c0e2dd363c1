/** The promise that no network is needed: in a network namespace that has the loopback interface and nothing else. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleEmission } from '../fixtures/sample/sample-csv.js';
import { writeEmission } from '../fixtures/sample/write-emission.js';

const program = fileURLToPath(new URL('../dist/bin/cqube-conform.js', import.meta.url));
const emitter = fileURLToPath(new URL('../fixtures/emitters/node/conformant.mjs', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-offline-'));
  writeEmission(join(folder, 'cqube_emission'), sampleEmission());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process with an interface of its own: it ends with everything that it started. */
const alone = (command: string, ...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync('unshare', ['-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', command, ...args], {
    cwd: folder || tmpdir(),
    encoding: 'utf8',
    timeout: 120_000,
  });

const canBeAlone = process.platform === 'linux' && alone('true').status === 0;

describe.runIf(canBeAlone)('without a network [install: unshare and ip, with user namespaces]', () => {
  it('there is none', () => {
    const script = `import { connect } from 'node:net'; connect(80, '192.0.2.1').on('error', (error) => console.log(error.code));`;
    expect(alone(process.execPath, '--input-type=module', '-e', script).stdout).toBe('ENETUNREACH\n');
  });

  it('check judges', () => {
    const { status, stdout, stderr } = alone(process.execPath, program, 'check', './cqube_emission');
    expect(stdout).toContain('Conformant to documented.');
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('serve answers', () => {
    const { stdout, stderr } = alone(process.execPath, '--input-type=module', '-e', ASKS_THE_SERVER, program);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      '200 {"input": "cqube-qa10-input", "output": "cqube-qa10-output", "emission": "cqube-qa10-emission"}\n',
    );
  });

  it('run judges an emitter', () => {
    const { status, stdout } = alone(
      process.execPath,
      program,
      'run',
      '--scenario',
      'happy-path',
      '--',
      process.execPath,
      emitter,
    );
    expect(status, stdout).toBe(0);
  }, 120_000);
});

/** Starts `serve`, asks it for the buckets, prints the answer, and ends the server. */
const ASKS_THE_SERVER = `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
const ports = ['--port', '0', '--admin-port', '0', '--s3-port', '0'];
const server = spawn(process.execPath, [process.argv[1], 'serve', '--json', ...ports], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(server.stdout, 'data');
const { api, token } = JSON.parse(line);
const [answer] = await once(request(api + '/list_s3_buckets', { headers: { authorization: 'Bearer ' + token } }).end(), 'response');
const parts = [];
for await (const part of answer) parts.push(part);
console.log(answer.statusCode, Buffer.concat(parts).toString());
server.kill();
`;
