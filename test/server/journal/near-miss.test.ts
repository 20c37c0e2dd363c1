import { describe, expect, it } from 'vitest';
import { nearMiss } from '../../../server/journal/near-miss.js';
import { VALID } from '../gateway/running-gateway.js';
import { startRecordedMock } from './recorded-mock.js';

const meant = (method: string, target: string): string | undefined =>
  nearMiss({ side: 'api', method, target })?.split('; ')[1];

describe('what was probably meant', () => {
  it.each([
    ['POST', '/data/upload_url', 'POST /data/upload-url'],
    ['POST', '/data/uploadurl', 'POST /data/upload-url'],
    ['POST', '/data/Upload-URL', 'POST /data/upload-url'],
    ['POST', '/upload-url', 'POST /data/upload-url'],
    ['POST', '/data/upload-url/', 'POST /data/upload-url'],
    ['POST', '/api/v1/data/upload-url?x=1', 'POST /data/upload-url'],
    ['GET', '/data/upload-url', 'POST /data/upload-url'],
    ['PUT', '/data/upload-url', 'POST /data/upload-url'],
    ['POST', '/data/list-s3-files', 'POST /data/list_s3_files'],
    ['GET', '/data/list_s3_bucket', 'GET /data/list_s3_buckets'],
    ['POST', '/data/log_download', 'POST /data/log-download'],
    ['HEAD', '/data/infra_score', 'GET /data/infra_score'],
    ['POST', 'http://host/data/upload_url', 'POST /data/upload-url'],
  ])('by %s %s', (method, target, route) => {
    expect(meant(method, target)).toBe(`the route is ${route}`);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/data'],
    ['GET', '/favicon.ico'],
    ['POST', '/data/emit'],
    ['POST', '/data/upload-url'],
    ['GET', `/${'x'.repeat(100_000)}`],
    ['OPTIONS', '*'],
  ])('is not guessed at for %s %s', (method, target) => {
    expect(meant(method, target)).toBeUndefined();
  });

  it('is said in a sentence', () => {
    expect(nearMiss({ side: 'api', method: 'POST', target: '/data/upload_url' })).toBe(
      'you posted to /data/upload_url; the route is POST /data/upload-url',
    );
    expect(nearMiss({ side: 'api', method: 'GET', target: '/data/upload-url' })).toBe(
      'you sent GET /data/upload-url; the route is POST /data/upload-url',
    );
    expect(nearMiss({ side: 's3', method: 'POST', target: '/bucket/pat/a.zip' })).toBe(
      'you posted to /bucket/pat/a.zip; a form is posted to /bucket/, and the object\'s key is its field "key"',
    );
    expect(nearMiss({ side: 's3', method: 'POST', target: '/data/upload-url' })).toBe(
      'you posted to /data/upload-url of storage; the emission API listens on another port',
    );
    expect(nearMiss({ side: 's3', method: 'POST', target: '/b/k?uploads' })).toBeUndefined();
    expect(nearMiss({ side: 's3', method: 'PUT', target: '/b/k' })).toBeUndefined();
  });

  it('stands in the entries of what was refused, and of nothing else', async () => {
    const mock = await startRecordedMock();
    const send = (port: number, path: string, method = 'POST'): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { Authorization: `Bearer ${VALID}` } });
    for (const path of ['/data/upload_url', '/data/upload-url/', '/data/upload-url?filename=a'])
      await send(mock.api, path);
    await send(mock.s3, '/cqube-qa10-emission/a.zip');
    const misses = (await mock.entries()).map(({ _cqube }) => _cqube.nearMiss?.split('; ')[0]);
    expect(misses).toEqual([
      'you posted to /data/upload_url',
      'you posted to /data/upload-url/',
      undefined,
      'you posted to /cqube-qa10-emission/a.zip',
    ]);
  });
});
