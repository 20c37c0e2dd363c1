/** Certificates of our own making, judged by those who have to accept them: Node, curl, Python and OpenSSL's rules. */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminServer } from '../../../server/admin/admin-server.js';
import { gatewayServer } from '../../../server/gateway/gateway-server.js';
import { DEFAULT_LIMITS, listen } from '../../../server/listener.js';
import type { Listener } from '../../../server/listener.js';
import { StateError } from '../../../server/state-folder.js';
import { openTls } from '../../../server/tls/open-tls.js';
import type { Tls, TlsOptions } from '../../../server/tls/open-tls.js';
import { trustLines } from '../../../server/tls/trust-lines.js';
import { startApplication } from '../application/start.js';

const run = promisify(execFile);
const DAY = 24 * 60 * 60_000;

let folder = '';
let open: Listener[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cqube-conform-tls-'));
});

afterEach(async () => {
  for (const listener of open) await listener.close(0);
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
const tlsFolder = (): string => join(folder, 'tls');
const make = (options: Partial<TlsOptions> = {}): Promise<Tls> =>
  openTls({ folder: tlsFolder(), hosts: ['127.0.0.1'], clock: { now: Date.now }, random, ...options });

/** Says `hello` to everybody, as the gateway's server, which the emission API stands behind. */
async function serve(tls: Tls): Promise<Listener> {
  const server = gatewayServer((_request, response) => response.end('hello'), { now: Date.now }, tls);
  const listener = await listen(server, { host: '127.0.0.1', port: 0 }, DEFAULT_LIMITS);
  open.push(listener);
  return listener;
}

function get(port: number, host: string, ca?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', servername: host, ca, agent: false };
    request({ ...options, headers: { Host: host } }, (response) => {
      response.setEncoding('utf8').once('data', (text) => resolve(String(text)));
    })
      .once('error', (error: NodeJS.ErrnoException) => reject(new Error(error.code)))
      .end();
  });
}

/** Of a program that may not be there: what it prints, or its exit code. */
async function outcome(command: string, args: readonly string[], env: object = {}): Promise<string | null> {
  try {
    const { stdout } = await run(command, [...args], { env: { ...process.env, ...env } });
    return stdout;
  } catch (error) {
    const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string };
    return code === 'ENOENT' ? null : `failed: ${stderr}`;
  }
}

describe('a server with such a certificate', () => {
  it('is told by its origin', async () => {
    const { origin, port } = await serve(await make());
    expect(origin).toBe(`https://127.0.0.1:${port}`);
  });

  it('is trusted by who trusts the authority, under its own names only', async () => {
    const tls = await make({ hosts: ['cqube.test'] });
    const { port } = await serve(tls);
    for (const name of ['localhost', 'cqube.test']) expect(await get(port, name, tls.caPem)).toBe('hello');
    await expect(get(port, 'other.test', tls.caPem)).rejects.toThrow('ERR_TLS_CERT_ALTNAME_INVALID');
    await expect(get(port, 'localhost')).rejects.toThrow('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    const other = await make({ folder: null });
    await expect(get(port, 'localhost', other.caPem)).rejects.toThrow(
      /UNABLE_TO_VERIFY|SELF_SIGNED|SIGNATURE/,
    );
  });

  it('is trusted by curl', async (context) => {
    const { caFile } = await make();
    const { port } = await serve(await make());
    const found = await outcome('curl', ['-sS', '--cacert', String(caFile), `https://127.0.0.1:${port}/`]);
    if (found === null) return context.skip();
    expect(found).toBe('hello');
    expect(await outcome('curl', ['-sS', `https://127.0.0.1:${port}/`])).toMatch(/^failed: .*certificate/);
    const elsewhere = ['-sS', '--cacert', String(caFile), '--connect-to', `other.test:443:127.0.0.1:${port}`];
    expect(await outcome('curl', [...elsewhere, 'https://other.test/'])).toMatch(/^failed: /);
  });

  it('is trusted by Python, by its strictest rules, through what the trust lines set', async (context) => {
    const tls = await make();
    const { port } = await serve(tls);
    const script = [
      'import ssl, sys, urllib.request',
      'context = ssl.create_default_context()',
      'context.verify_flags |= ssl.VERIFY_X509_STRICT',
      'print(urllib.request.urlopen(sys.argv[1], context=context).read().decode())',
    ].join('\n');
    const [, variable = ''] =
      trustLines(String(tls.caFile))
        .find(({ client }) => client === 'Python')
        ?.lines.map((line) => /^export SSL_CERT_FILE=(.*)$/.exec(line)?.[1] ?? '') ?? [];
    const args = ['-c', script, `https://localhost:${port}/`];
    const found = await outcome('python3', args, { SSL_CERT_FILE: variable });
    if (found === null) return context.skip();
    expect(found).toBe('hello\n');
    expect(await outcome('python3', args)).toMatch(/CERTIFICATE_VERIFY_FAILED/);
  });

  it('outlives those who speak no TLS, or break off', async () => {
    const tls = await make();
    const { port } = await serve(tls);
    for (const bytes of [
      'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
      '\u0016\u0003\u0001',
      'x'.repeat(70_000),
    ])
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
        socket.on('error', () => undefined);
        socket.once('close', () => resolve());
        socket.resume();
      });
    expect(await get(port, 'localhost', tls.caPem)).toBe('hello');
  });

  it('may be the application without a gateway', async () => {
    const tls = await make();
    const application = await startApplication({}, { key: tls.key, cert: tls.cert });
    expect(await get(application.port, 'localhost', tls.caPem)).toMatch(/404 Not Found/);
    await application.close();
  });

  it('may be the admin listener', async () => {
    const tls = await make();
    const server = adminServer((_request, response) => response.end('admin'), tls);
    const listener = await listen(server, { host: '127.0.0.1', port: 0 }, DEFAULT_LIMITS);
    open.push(listener);
    expect(await get(listener.port, 'localhost', tls.caPem)).toBe('admin');
  });
});

describe('the authority', () => {
  it('signs for our names and for no other', async (context) => {
    const { caFile } = await make({ hosts: ['127.0.0.1', 'cqube.test'] });
    const text = await outcome('openssl', ['x509', '-in', String(caFile), '-noout', '-text']);
    if (text === null) return context.skip();
    expect(text).toMatch(/Name Constraints: critical/);
    expect([...text.matchAll(/(?:DNS|IP):(\S+)/g)].map(([, name]) => name)).toEqual([
      'localhost',
      'cqube.test',
      '127.0.0.0/255.0.0.0',
      '0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF',
    ]);
  });

  it('is kept over restarts, and so is what it signed', async () => {
    const first = await make();
    const second = await make();
    expect(first.newAuthority).toBe(true);
    expect(second).toEqual({ ...first, newAuthority: false });
    expect(readFileSync(String(first.caFile), 'utf8')).toBe(first.caPem);
  });

  it('keeps its keys to itself', async () => {
    await make();
    for (const name of ['authority.pem', 'server.pem'])
      expect(statSync(join(tlsFolder(), name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(tlsFolder()).toSorted()).toEqual(['authority.pem', 'ca.pem', 'server.pem']);
    expect(readFileSync(join(tlsFolder(), 'ca.pem'), 'utf8')).not.toContain('PRIVATE');
  });

  it('is kept where a name of its networks comes in, and made anew for another name', async () => {
    const first = await make({ hosts: ['10.1.2.3'] });
    const second = await make({ hosts: ['192.168.1.9'] });
    expect(second.caPem).toBe(first.caPem);
    expect(second.cert).not.toBe(first.cert);
    expect(new X509Certificate(second.cert).checkIP('192.168.1.9')).toBe('192.168.1.9');
    const third = await make({ hosts: ['new.test'] });
    expect(third.newAuthority).toBe(true);
    expect(third.caPem).not.toBe(first.caPem);
  });

  it('is made anew before it ends, and what it signed before that', async () => {
    const first = await make();
    const at = (days: number): Promise<Tls> => make({ clock: { now: () => Date.now() + days * DAY } });
    expect((await at(50)).cert).toBe(first.cert);
    const later = await at(70);
    expect(later.cert).not.toBe(first.cert);
    expect(later.caPem).toBe(first.caPem);
    expect((await at(5 * 365 - 90)).newAuthority).toBe(true);
  });

  it('lives in memory where there is no folder', async () => {
    const { caFile, caPem, cert } = await make({ folder: null });
    expect(caFile).toBeNull();
    expect(new X509Certificate(cert).verify(new X509Certificate(caPem).publicKey)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes what can be in no certificate for no name', async () => {
    const { cert } = await make({
      hosts: ['fe80::1%eth0', '::ffff:1.2.3.4', 'a b', '*.evil', '', 'Straße.example'],
    });
    expect(new X509Certificate(cert).subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:FE80:0:0:0:0:0:0:1, DNS:xn--strae-oqa.example',
    );
  });
});

describe('a damaged folder', () => {
  it.each([
    ['authority.pem', () => ''],
    ['authority.pem', () => 'nonsense'],
    ['authority.pem', (text: string) => text.slice(0, -200)],
    ['authority.pem', (text: string) => text.replace('BEGIN PRIVATE KEY', 'BEGIN SOMETHING')],
    ['server.pem', () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
    ['server.pem', (text: string) => text.replace(/[A-Za-z0-9]{8}/, 'AAAAAAAA')],
  ])('is told in one line: %s', async (name, damage) => {
    await make();
    const file = join(tlsFolder(), name);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const error = await make().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StateError);
    const { message, code } = error as StateError;
    expect(code).toBe('STATE_DAMAGED');
    expect(message).toContain(file);
    expect(message).toMatch(/^[^\n]+: move it away, and a new one is made at the next start$/);
    rmSync(file);
    await make();
  });

  it('with the key of another certificate is told, too', async () => {
    await make();
    const file = join(tlsFolder(), 'server.pem');
    const { key } = await make({ folder: null });
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/-----BEGIN PRIVATE[\s\S]*PRIVATE KEY-----\n/, key),
    );
    await expect(make()).rejects.toThrow('do not belong together');
  });

  it('or one that is none, is told with the mend', async () => {
    writeFileSync(tlsFolder(), '');
    await expect(make()).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
  });
});

describe('what clients are told', () => {
  it('names the file to each, quoted where a shell would take it apart', () => {
    const lines = trustLines("/home/a b/it's/ca.pem").flatMap(({ lines: some }) => some);
    expect(lines).toContain(String.raw`export SSL_CERT_FILE='/home/a b/it'\''s/ca.pem'`);
    expect(trustLines('/d/tls/ca.pem')).toEqual([
      { client: 'curl', lines: ['curl --cacert /d/tls/ca.pem …'] },
      {
        client: 'Python',
        lines: ['export REQUESTS_CA_BUNDLE=/d/tls/ca.pem', 'export SSL_CERT_FILE=/d/tls/ca.pem'],
      },
      { client: 'Node', lines: ['export NODE_EXTRA_CA_CERTS=/d/tls/ca.pem'] },
      {
        client: 'Java',
        lines: [
          'keytool -importcert -noprompt -alias cqube-conform -file /d/tls/ca.pem -keystore /d/tls/ca.p12 -storetype PKCS12 -storepass changeit',
          'java -Djavax.net.ssl.trustStore=/d/tls/ca.p12 -Djavax.net.ssl.trustStorePassword=changeit …',
        ],
      },
    ]);
  });
});
