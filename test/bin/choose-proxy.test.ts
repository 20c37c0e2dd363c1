import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseProxy } from '../../bin/emit/choose-proxy.js';
import { UsageError } from '../../bin/exit-codes.js';

const REMOTE = new URL('https://cqube.example/data/upload-url');
const LOCAL = new URL('http://127.0.0.1:8000/data/upload-url');

beforeEach(() => {
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'ALL_PROXY'])
    for (const spelling of [name, name.toLowerCase()]) vi.stubEnv(spelling, '');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the proxy', () => {
  it('is the one that is named, whatever the target and the environment', () => {
    vi.stubEnv('NO_PROXY', '*');
    const proxyFor = chooseProxy('http://proxy.example:3128');
    expect([proxyFor(REMOTE), proxyFor(LOCAL)]).toEqual([
      'http://proxy.example:3128',
      'http://proxy.example:3128',
    ]);
  });

  it('is else that of the environment, for its own scheme and not for this machine', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://secure.example:1');
    vi.stubEnv('HTTP_PROXY', 'http://plain.example:2');
    const proxyFor = chooseProxy(undefined);
    expect(proxyFor(REMOTE)).toBe('http://secure.example:1');
    expect(proxyFor(new URL('http://cqube.example/data'))).toBe('http://plain.example:2');
    expect(proxyFor(LOCAL)).toBe('');
  });

  it('is none for what NO_PROXY excepts, nor without a word', () => {
    expect(chooseProxy(undefined)(REMOTE)).toBe('');
    vi.stubEnv('HTTPS_PROXY', 'http://secure.example:1');
    vi.stubEnv('NO_PROXY', '.example');
    expect(chooseProxy(undefined)(REMOTE)).toBe('');
  });

  it('that speaks no HTTP is refused, without a word of its password', () => {
    expect(() => chooseProxy('socks5://user:secret@proxy.example')).toThrow(UsageError);
    vi.stubEnv('HTTPS_PROXY', 'socks5://user:secret@proxy.example');
    expect(() => chooseProxy(undefined)(REMOTE)).toThrow(/^(?!.*secret)the proxy of the environment/);
  });
});
