/** A server as `serve` wires it, and its page in a real browser. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { createJudge } from '../../../bin/arrivals/emission-judge.js';
import { checkHere } from '../../../bin/arrivals/run-check.js';
import { reportPage } from '../../../conformance/report-page.js';
import type { ServerOptions } from '../../../server/options.js';
import { startServer } from '../../../server/start-server.js';
import type { RunningServer } from '../../../server/start-server.js';
import { defaultProfile } from '../../../specs/profiles/index.js';

/** Behind the titles of tests that need one. */
export const INSTALL = '[install: apt-get install -y chromium]';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** A Chromium of this machine; null: there is none. */
export const CHROMIUM: string | null =
  process.env['CQUBE_CONFORM_TEST_CHROMIUM'] ??
  NAMES.find((name) => spawnSync(name, ['--version']).status === 0) ??
  null;

/** `args`: for Chromium, besides those that let it run in a container. */
export const launch = (args: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: executable(CHROMIUM ?? ''),
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...args],
  });

/** Playwright takes no name of a program, only its place. */
function executable(name: string): string {
  if (name.includes('/') || name.includes('\\')) return name;
  return spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim() || name;
}

export interface ServedPage {
  readonly server: RunningServer;
  readonly close: () => Promise<void>;
}

export async function serveWithPage(options: ServerOptions = {}): Promise<ServedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const judge = createJudge({
    profile: defaultProfile,
    folder,
    version: '0.0.0',
    now: () => 0,
    check: checkHere(() => 0),
    reportPage,
  });
  const server = await startServer({ judge, ...options });
  return {
    server,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens a view and waits until the server's events arrive. Whatever the page complains of is in `complaints`. */
export async function openView(
  browser: Browser,
  { adminUrl }: Pick<RunningServer, 'adminUrl'>,
  hash = '',
  viewport = { width: 1280, height: 900 },
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.setDefaultTimeout(10_000);
  await page.goto(`${adminUrl}/${hash}`);
  await page.locator('.state.live').waitFor();
  return { page, complaints };
}
