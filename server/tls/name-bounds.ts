/** The names that a server is reached by, and the names that its authority may sign for. */
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { domainToASCII } from 'node:url';

export interface NameBounds {
  /** Host names, those below them included. */
  readonly names: readonly string[];
  /** Address and prefix length, as in `127.0.0.0/8`. */
  readonly networks: readonly string[];
}

const ALWAYS = ['localhost', '127.0.0.1', '::1'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
/** Addresses in such networks come and go; the authority, which people had to trust by hand, is to stay. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7', 'fe80::/10'];

/** Names and addresses for a certificate, each once. `given`: as listened on; every address stands for all of them. */
export function hostsOf(given: readonly string[]): readonly string[] {
  const hosts = given.flatMap((host) => (host === '0.0.0.0' || host === '::' ? ownAddresses() : [host]));
  return [...new Set([...ALWAYS, ...hosts.flatMap(certifiable)])];
}

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => address);

/** As a certificate writes it; empty: it cannot stand in one. */
function certifiable(host: string): readonly string[] {
  const [plain = ''] = host.replaceAll(/[[\]]/g, '').split('%');
  if (isIP(plain) === 4) return [plain];
  if (isIP(plain) === 6) return /\./.test(plain) ? [] : [plain.toLowerCase()];
  const name = domainToASCII(plain).toLowerCase();
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) ? [name] : [];
}

export function boundsFor(hosts: readonly string[]): NameBounds {
  const addresses = hosts.filter((host) => isIP(host) !== 0);
  const beyond = addresses.filter((address) => !within(address, LOOPBACK));
  const networks = beyond.some((address) => within(address, PRIVATE)) ? [...LOOPBACK, ...PRIVATE] : LOOPBACK;
  const alone = beyond.filter((address) => !within(address, networks));
  return {
    names: hosts.filter((host) => isIP(host) === 0),
    networks: [...networks, ...alone.map((address) => `${address}/${isIP(address) === 4 ? 32 : 128}`)],
  };
}

/** Whether all of these may be signed for. */
export const covers = ({ names, networks }: NameBounds, hosts: readonly string[]): boolean =>
  hosts.every((host) =>
    isIP(host) === 0
      ? names.some((name) => host === name || host.endsWith(`.${name}`))
      : within(host, networks),
  );

function within(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', prefix = ''] = network.split('/');
    list.addSubnet(base, Number(prefix), isIP(base) === 4 ? 'ipv4' : 'ipv6');
  }
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
