/** Pages of others, in a real browser, against the admin listener: none gets anything, none changes anything. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendTo } from '../../support/send-file.js';
import { CHROMIUM, INSTALL, launch } from '../../support/chromium.js';
import { serveWithPage } from './open-page.js';
import type { ServedPage } from './open-page.js';

/** What a hostile page tries; each resolves to what it got. */
const ATTEMPTS = `async (admin) => {
  const outcome = (promise) => promise.then((answer) => 'got ' + answer, (error) => 'kept out');
  const element = (name, set) => new Promise((resolve, reject) => {
    const one = document.createElement(name);
    one.onload = () => resolve(name);
    one.onerror = () => reject(new Error(name));
    set(one);
    document.body.append(one);
  });
  const text = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{"objects":true,"journal":true}' };
  const typed = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"objects":true,"journal":true}' };
  const read = async (path, init) => (await fetch(admin + path, init)).text();
  const blind = async (path, init) => (await fetch(admin + path, { ...init, mode: 'no-cors' })).type;
  await outcome(blind('/api/reset', text));
  await outcome(blind('/api/tokens', { method: 'POST' }));
  const form = document.createElement('form');
  form.action = admin + '/api/reset';
  form.method = 'post';
  form.enctype = 'text/plain';
  form.target = 'sink';
  form.innerHTML = '<input name=\\'{"journal":true,"x":"\\' value=\\'"}\\'>';
  const sink = document.createElement('iframe');
  sink.name = 'sink';
  document.body.append(sink, form);
  const posted = new Promise((resolve) => { sink.onload = resolve; });
  form.submit();
  await posted;
  return Promise.all([
    outcome(read('/api/info')),
    outcome(read('/api/tokens', { method: 'POST' })),
    outcome(read('/api/reset', typed)),
    outcome(read('/api/faults', { method: 'DELETE' })),
    outcome(read('/')),
    outcome(element('script', (one) => { one.src = admin + '/api/journal'; })),
    outcome(element('img', (one) => { one.src = admin + '/api/health'; })),
    outcome(element('link', (one) => { one.rel = 'stylesheet'; one.href = admin + '/ui/style.css'; })),
    outcome(new Promise((resolve, reject) => {
      const events = new EventSource(admin + '/api/events?after=0');
      events.onopen = () => resolve('events');
      events.onerror = () => reject(new Error('events'));
    })),
  ]);
}`;

describe.skipIf(CHROMIUM === null)(`a page of another origin ${INSTALL}`, () => {
  let browser: Browser;
  let served: ServedPage;
  let other: Server;
  let visited: Page;
  let adminPort: string;

  beforeAll(async () => {
    browser = await launch(['--host-resolver-rules=MAP evil.example 127.0.0.1']);
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    served = await serveWithPage();
    adminPort = new URL(served.server.adminUrl).port;
    other = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>Another page</title><body>');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    visited = await browser.newPage();
    await sendTo(served.server, 'pat/periodic_exam_mst.zip', 'x');
  });
  afterEach(async () => {
    await visited.close();
    await new Promise((resolve) => other.close(resolve));
    await served.close();
  });

  const otherPort = (): number => (other.address() as AddressInfo).port;

  const state = async (): Promise<unknown> => {
    const read = async (path: string) => (await fetch(`${served.server.adminUrl}${path}`)).json();
    return [await read('/api/exchanges'), await read('/api/tokens'), await read('/api/faults')];
  };

  it.each([
    ['of another site', (port: number) => `http://evil.example:${port}/`],
    ['of another port of this machine', (port: number) => `http://127.0.0.1:${port}/`],
  ])('%s gets nothing and changes nothing', async (_title, address) => {
    await visited.goto(address(otherPort()));
    const before = await state();
    expect(before).toMatchObject([{ kept: 2 }, { tokens: [{ user: 'emission' }] }, {}]);
    const got = await visited.evaluate(`(${ATTEMPTS})(${JSON.stringify(served.server.adminUrl)})`);
    expect(got).toEqual(Array.from({ length: 9 }, () => 'kept out'));
    expect(await state()).toEqual(before);
  });

  it('gets nothing either where its name was pointed here, so that it is of one origin with us', async () => {
    const origin = `http://evil.example:${adminPort}`;
    // Our refusal may not ask for anything; what the author of the name served there before it was pointed here, may.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    expect((await page.goto(`${origin}/`))?.status()).toBe(421);
    expect(await page.content()).not.toContain(served.server.token);
    const got = await page.evaluate(`Promise.all([
      fetch('/api/info'),
      fetch('/api/tokens', { method: 'POST' }),
      fetch('/api/journal', { method: 'DELETE' }),
    ]).then((answers) => answers.map(({ status }) => status))`);
    expect(got).toEqual([421, 421, 421]);
    await context.close();
  });

  it('cannot frame the page', async () => {
    await visited.goto(`http://127.0.0.1:${otherPort()}/`);
    await visited.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = ${JSON.stringify(`${served.server.adminUrl}/`)};
      frame.onload = resolve;
      document.body.append(frame);
    })`);
    const [, frame] = visited.frames();
    expect(await frame?.locator('.app').count()).toBe(0);
  });
});
