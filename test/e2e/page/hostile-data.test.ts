/** Whatever somebody sends is shown as text, and moves, hides or runs nothing. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../../fixtures/sample/write-emission.js';
import type { RunningServer } from '../../../server/start-server.js';
import { sendTo } from '../../support/send-file.js';
import { CHROMIUM, INSTALL, launch } from '../../support/chromium.js';
import { openView, serveWithPage } from './open-page.js';
import type { ServedPage } from './open-page.js';

const SCRIPT = `<img src=x onerror="window.struck=1"><script>window.struck=1</script>`;
const BIDI = 'abc\u202egpj.exe\u2066';
const HINDI = 'विद्यालय';

describe.skipIf(CHROMIUM === null)(`hostile data on the page ${INSTALL}`, () => {
  let browser: Browser;
  let served: ServedPage;
  let server: RunningServer;

  beforeAll(async () => {
    browser = await launch();
    served = await serveWithPage();
    ({ server } = served);
    const header = `school_id|${SCRIPT}|${HINDI}`;
    const rows = [`1|${SCRIPT}|क्षत्रिय`, `2|${BIDI}|'; alert(1); '`, `3|${'x'.repeat(1_048_576)}|=cmd()`];
    await sendTo(
      server,
      'school_master/school_mst.zip',
      zipOf('school_mst.csv', [header, ...rows, ''].join('\n')),
    );
    await sendTo(server, `schools/${SCRIPT}${BIDI}.zip`, 'x');
    await sendTo(server, `${HINDI}/शाला.zip`, 'x');
    await fetch(`${server.url}/upload-url?${encodeURIComponent(SCRIPT)}`, {
      method: 'POST',
      headers: { 'X-Strange': SCRIPT, 'Content-Type': 'text/html' },
      body: `${SCRIPT}${'y'.repeat(1_048_576)}`,
    });
    await server.journal.settled();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  const view = async (hash: string): Promise<Page> => (await openView(browser, server, hash)).page;

  async function expectHarmless(page: Page): Promise<string> {
    expect(await page.evaluate('window.struck')).toBeUndefined();
    expect(await page.locator('main img, main script').count()).toBe(0);
    const shown = await page.locator('main').innerText();
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await page.close();
    return shown;
  }

  it('is text in names', async () => {
    const page = await view('');
    await page.locator('.strangers').getByText(HINDI).waitFor();
    const shown = await expectHarmless(page);
    expect(shown).toContain('<img src=x onerror=');
    expect(shown).toContain(String.raw`\u202e`);
  });

  it('is text in findings, columns and cells, however long', async () => {
    const page = await view('#/board/school_master%2Fschool_mst.zip');
    await page.locator('.finding').first().waitFor();
    expect(await expectHarmless(page)).toContain('<img src=x');
    const { objects } = await server.store.list(server.buckets.emission, {
      prefix: 'school_master',
      after: '',
      limit: 1,
    });
    const preview = await view(
      `#/objects/${server.buckets.emission}/${encodeURIComponent(objects[0]?.key ?? '')}`,
    );
    await preview.getByRole('region', { name: 'First rows' }).waitFor();
    const shown = await expectHarmless(preview);
    expect(shown).toContain('क्षत्रिय');
    expect(shown.length).toBeLessThan(20_000);
  });

  it('is text in headers and bodies', async () => {
    const seq = server.journal.query({ newestFirst: true, limit: 1 }).entries[0]?._cqube.seq;
    const page = await view(`#/exchanges/${seq}`);
    await page.getByText('X-Strange', { exact: false }).waitFor();
    expect(await expectHarmless(page)).toContain('window.struck=1');
  });
});
