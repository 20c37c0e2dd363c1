/** A browser for tests of pages. */
import { spawnSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

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
