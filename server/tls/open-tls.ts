/**
 * Certificates of a server on this machine: an authority that people trust once, and what it signs. Kept in one folder,
 * keys readable by their owner alone.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.js';
import { StateError } from '../state-folder.js';
import { openPemFolder } from './pem-folder.js';
import type { PemFolder } from './pem-folder.js';
import { boundsFor, covers, hostsOf } from './name-bounds.js';
import type { Issued, Lifetime } from './make-certificate.js';

export interface TlsOptions {
  /** Where they are kept; made if it is not there. null: nowhere, each start has its own. */
  readonly folder: string | null;
  /** What the server listens on or is called, beside localhost. */
  readonly hosts: readonly string[];
  /** The real time: clients look at their own clock, whatever the server's shows. */
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
}

export interface Tls {
  /** The server's, in PEM. */
  readonly key: string;
  /** The server's, in PEM; clients need the authority's as well. */
  readonly cert: string;
  /** The authority's certificate, for clients to trust. */
  readonly caPem: string;
  /** Where `caPem` lies; null: it lies nowhere. */
  readonly caFile: string | null;
  /** The authority is a new one: who trusted an earlier one has to trust this one. */
  readonly newAuthority: boolean;
}

const DAY = 24 * 60 * 60_000;
const AUTHORITY_DAYS = 5 * 365;
const SERVER_DAYS = 90;
/** Days before the end at which the next one is made. */
const AUTHORITY_RENEWAL = 100;
const SERVER_RENEWAL = 30;

const AUTHORITY = 'authority.pem';
const SERVER = 'server.pem';
const CA = 'ca.pem';

/** Only what is needed to make certificates is slow to load, and without TLS never loaded. */
type Maker = typeof import('./make-certificate.js');

/** What is to be made, and how. */
interface Making {
  readonly maker: Maker;
  readonly names: readonly string[];
  readonly now: number;
  readonly random: TlsOptions['random'];
}

/** Throws `StateError`. */
export async function openTls({ folder, hosts, clock, random }: TlsOptions): Promise<Tls> {
  const maker = await import('./make-certificate.js');
  const making: Making = { maker, names: hostsOf(hosts), now: clock.now(), random };
  const files = folder === null ? null : await openPemFolder(folder);
  const kept = files && (await readIssued(files, AUTHORITY));
  const known = kept !== null && isUsable(kept, making, files);
  const authority = known ? kept : newAuthority(making);
  if (!known) await files?.write(AUTHORITY, authority.key + authority.cert, 'secret');
  const server = files && (await readIssued(files, SERVER));
  const fits = server !== null && isFitting(server, authority, making);
  const current = fits ? server : newServer(authority, making);
  if (!fits) await files?.write(SERVER, current.key + current.cert, 'secret');
  await files?.write(CA, authority.cert, 'public');
  return {
    key: current.key,
    cert: current.cert,
    caPem: authority.cert,
    caFile: folder === null ? null : join(folder, CA),
    newAuthority: !known,
  };
}

const days = (now: number, count: number): Lifetime =>
  // Begun yesterday: clocks of two machines differ.
  ({ from: now - DAY, to: now + count * DAY });

function newAuthority({ maker, names, now, random }: Making): Issued {
  // Two authorities of one name would be taken for one by browsers.
  const mark = Buffer.from(random(4)).toString('hex');
  return maker.makeAuthority({
    name: `cqube-conform local authority ${mark}`,
    lifetime: days(now, AUTHORITY_DAYS),
    bounds: boundsFor(names),
    random,
  });
}

function newServer(authority: Issued, { maker, names, now, random }: Making): Issued {
  return maker.makeServerCertificate({
    name: 'cqube-conform',
    lifetime: days(now, SERVER_DAYS),
    hosts: names,
    issuer: { cert: authority.cert, key: createPrivateKey(authority.key) },
    random,
  });
}

const endsAfter = ({ cert }: Issued, moment: number): boolean =>
  Date.parse(new X509Certificate(cert).validTo) > moment;

function isUsable(authority: Issued, { maker, names, now }: Making, files: PemFolder | null): boolean {
  try {
    return (
      endsAfter(authority, now + AUTHORITY_RENEWAL * DAY) && covers(maker.boundsOf(authority.cert), names)
    );
  } catch (error) {
    throw damaged(files?.path(AUTHORITY) ?? AUTHORITY, error);
  }
}

function isFitting(server: Issued, authority: Issued, { names, now }: Making): boolean {
  const certificate = new X509Certificate(server.cert);
  return (
    endsAfter(server, now + SERVER_RENEWAL * DAY) &&
    Date.parse(certificate.validFrom) <= now &&
    certificate.verify(new X509Certificate(authority.cert).publicKey) &&
    names.every((name) => (certificate.checkHost(name) ?? certificate.checkIP(name)) !== undefined)
  );
}

/** null: there is no such file. Throws `StateError` where it holds no key and certificate that belong together. */
async function readIssued(files: PemFolder, name: string): Promise<Issued | null> {
  const text = await files.read(name);
  if (text === null) return null;
  try {
    const [key = ''] = /-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----\n?/.exec(text) ?? [];
    const [cert = ''] = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n?/.exec(text) ?? [];
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
      throw new Error('key and certificate do not belong together');
    return { key, cert };
  } catch (error) {
    throw damaged(files.path(name), error);
  }
}

function damaged(file: string, error: unknown): StateError {
  const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
  return new StateError(
    'STATE_DAMAGED',
    `${file} is damaged (${reason}): move it away, and a new one is made at the next start`,
    { cause: error },
  );
}
