import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/exit-codes.js';
import { readExternalEndpoint } from '../../bin/external-endpoint.js';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'se/cr+et' };

describe('the address of an external endpoint', () => {
  it.each([
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['https://s3.ap-south-1.amazonaws.com/', 'https://s3.ap-south-1.amazonaws.com'],
    ['HTTP://Minio.Example:80', 'http://minio.example'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
  ])('takes %s', (given, origin) => {
    expect(readExternalEndpoint(given, KEYS, 'ap-south-1').endpoint.origin).toBe(origin);
  });

  it.each([
    ['nothing', '', /needs an address/],
    ['no scheme', '127.0.0.1:9000', /needs an address/],
    ['a host for a scheme', 'localhost:9000', /http:\/\/ or https:\/\//],
    ['another scheme', 's3://bucket', /http:\/\/ or https:\/\//],
    ['credentials', 'http://me:hunter2@127.0.0.1:9000', /takes no credentials/],
    ['a user', 'http://hunter2@127.0.0.1:9000', /takes no credentials/],
    ['a path', 'http://127.0.0.1:9000/hunter2', /scheme, host and port only/],
    ['a query', 'http://127.0.0.1:9000/?hunter2', /scheme, host and port only/],
    ['an empty fragment', 'http://127.0.0.1:9000/#', /scheme, host and port only/],
    ['a port beyond the last', 'http://127.0.0.1:65536', /needs an address/],
  ])('refuses %s and does not repeat it', (_, given, message) => {
    const read = (): unknown => readExternalEndpoint(given, KEYS, 'ap-south-1');
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).not.toThrow(/hunter2/);
  });

  it('is an endpoint or a usage error, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (given) => {
        try {
          const { endpoint } = readExternalEndpoint(given, KEYS, 'ap-south-1');
          expect(endpoint.href).toBe(`${endpoint.origin}/`);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe('the credentials of an external endpoint', () => {
  const read = (environment: Record<string, string>) =>
    readExternalEndpoint('http://127.0.0.1:9000', environment, 'ap-south-1').access;

  it('come from the environment, the region too if it is there', () => {
    const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'se/cr+et' };
    expect(read(KEYS)).toEqual({ ...keys, region: 'ap-south-1' });
    expect(read({ ...KEYS, AWS_REGION: '' })).toEqual({ ...keys, region: 'ap-south-1' });
    expect(read({ ...KEYS, AWS_REGION: 'eu-west-1' })).toEqual({ ...keys, region: 'eu-west-1' });
  });

  it.each([
    ['AWS_ACCESS_KEY_ID', ''],
    ['AWS_SECRET_ACCESS_KEY', ''],
    ['AWS_ACCESS_KEY_ID', 'AKIA/EXAMPLE'],
    ['AWS_SECRET_ACCESS_KEY', 'hunter2\n'],
    ['AWS_REGION', 'hunter2<x>'],
  ])('are refused where %s is %j, which is not repeated', (name, value) => {
    const wrong = (): unknown => read({ ...KEYS, [name]: value });
    expect(wrong).toThrow(UsageError);
    expect(wrong).toThrow(name);
    expect(wrong).not.toThrow(/hunter2/);
  });
});
