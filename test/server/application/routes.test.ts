/** From paths and methods to endpoints, and what the application answers without one. */
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import request from 'supertest';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { application } from '../../../server/emission-application.js';
import { ACCESS, BUCKETS, type Running, startForTest } from './start.js';

let running: Running;
let url = '';

beforeEach(async () => {
  running = await startForTest();
  url = `http://127.0.0.1:${running.port}`;
});

const DOUBLED = '/data//upload-url?filename=a';

describe('routes', () => {
  it('redirects doubled slashes of endpoints, whatever the method', async () => {
    for (const method of ['GET', 'POST']) {
      const agent = request(url);
      const sent = method === 'GET' ? agent.get(DOUBLED) : agent.post(DOUBLED);
      const { headers, status, text } = await sent.redirects(0);
      expect(status).toBe(308);
      expect(headers['location']).toBe(`${url}/data/upload-url?filename=a`);
      expect(text).toMatch(
        /^<!DOCTYPE HTML PUBLIC "-\/\/W3C\/\/DTD HTML 3\.2 Final\/\/EN">\n<title>Redirecting\.\.\.<\/title>\n/,
      );
    }
    await request(url).get('/data//nothing').expect(404);
    await request(url).post('//data/upload-url?filename=a').expect(200);
  });

  it('decodes the path', async () => {
    await request(url).post('/data%2Fupload%2durl?filename=a').expect(200);
  });

  it('has the static route of the framework, and nothing behind it', async () => {
    await request(url).get('/static/x.css').expect(404);
    await request(url).post('/static/x.css').expect(405);
    await request(url).post('/static/').expect(404);
  });

  it('answers OPTIONS with the methods and nothing else', async () => {
    const { headers, status, text } = await request(url).options('/data/infra_score');
    expect([status, text, headers['content-length'], headers['content-type']]).toEqual([
      200,
      '',
      '0',
      'text/html; charset=utf-8',
    ]);
    expect(headers['allow']).toBe('OPTIONS, HEAD, GET');
  });

  it.each([
    '*',
    '//',
    '/%',
    '/%00',
    '/data/%ff',
    '?',
    '#',
    'http://',
    'http://[',
    'http://a:99999999/x',
    '/\\',
    "/data/upload-url'",
  ])('%s is 404', async (path) => {
    const answer = await rawGet(path);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('Cannot');
  });

  it('works in a server that is not its own', async () => {
    const server: Server = createServer(application(running.options));
    onTestFinished(() => void server.close());
    const { headers, text } = await request(server).get('/data/list_s3_buckets');
    expect(text).toContain(BUCKETS.input);
    expect(headers).toMatchObject({ server: 'gunicorn/20.0.4', date: 'Mon, 01 Aug 2022 10:00:00 GMT' });
  });

  it('never shows the secret', async () => {
    const { text } = await request(url).post('/data/upload-url?filename=x');
    expect(text).toContain(ACCESS.accessKeyId);
    expect(text).not.toContain(ACCESS.secretAccessKey);
  });
});

async function rawGet(path: string): Promise<string> {
  const socket = connect(running.port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  let text = '';
  for await (const part of socket) text += String(part);
  return text;
}
