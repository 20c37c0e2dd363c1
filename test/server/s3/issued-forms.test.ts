import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFormLedger } from '../../../server/s3/form-ledger.js';
import { createIssuedForms, FormSpentError } from '../../../server/s3/issued-forms.js';
import { StoreError } from '../../../server/s3/object-store.js';

const HOUR = 3_600_000;

it('allows as many uses as issues, and one of a form that was signed elsewhere', () => {
  const forms = createIssuedForms({ now: () => 0 }, 'one-time');
  forms.issued('a', HOUR);
  forms.issued('a', HOUR);
  forms.spend('a', HOUR);
  forms.spend('a', HOUR);
  expect(() => forms.spend('a', HOUR)).toThrow(FormSpentError);
  forms.spend('b', HOUR);
  expect(() => forms.spend('b', HOUR)).toThrow(FormSpentError);
});

it('takes a use back', () => {
  const forms = createIssuedForms({ now: () => 0 }, 'one-time');
  const giveBack = forms.spend('a', HOUR);
  giveBack();
  forms.spend('a', HOUR);
  expect(() => forms.spend('a', HOUR)).toThrow(FormSpentError);
});

it('forgets all of them when told so', () => {
  const forms = createIssuedForms({ now: () => 0 }, 'one-time');
  forms.issued('a', HOUR);
  forms.issued('a', HOUR);
  forms.spend('a', HOUR);
  forms.clear();
  expect(forms.size()).toBe(0);
  forms.spend('a', HOUR);
  expect(() => forms.spend('a', HOUR)).toThrow(FormSpentError);
});

it('forgets forms that are over, but for as many as take little room', () => {
  let now = 0;
  const forms = createIssuedForms({ now: () => now }, 'one-time');
  for (let form = 0; form < 11_000; form++) forms.issued(`${form}`, HOUR);
  expect(forms.size()).toBe(11_000);
  now = HOUR + 1;
  forms.issued('new', now + HOUR);
  expect(forms.size()).toBe(10_000);
});

it('knows a used form when the clock was moved on and put back', () => {
  let now = 0;
  const forms = createIssuedForms({ now: () => now }, 'one-time');
  forms.issued('a', HOUR);
  forms.spend('a', HOUR);
  now = 3 * HOUR;
  forms.issued('b', now + HOUR);
  now = 0;
  expect(() => forms.spend('a', HOUR)).toThrow(FormSpentError);
});

it('is bounded however long forms last', () => {
  const forms = createIssuedForms({ now: () => 0 }, 'one-time');
  for (let form = 0; form < 100_100; form++) forms.issued(`${form}`, Number.MAX_SAFE_INTEGER);
  expect(forms.size()).toBe(100_000);
});

describe('with a ledger', () => {
  let folder = '';
  let file = '';
  let now = 0;
  const clock = { now: () => now };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cqube-conform-forms-'));
    file = join(folder, 'forms');
    now = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What a killed server leaves is what is in the file: it is not closed in order. */
  const restart = () => createIssuedForms(clock, 'one-time', openFormLedger(file, clock));

  it('forgets them for good when told so', () => {
    const forms = restart();
    forms.issued('a', HOUR);
    forms.spend('a', HOUR);
    forms.clear();
    const again = restart();
    again.spend('a', HOUR);
    expect(() => again.spend('a', HOUR)).toThrow(FormSpentError);
  });

  it('knows used forms after a restart', () => {
    const forms = restart();
    forms.issued('once', HOUR);
    forms.spend('once', HOUR);
    forms.issued('twice', HOUR);
    forms.issued('twice', HOUR);
    forms.spend('twice', HOUR);
    const later = restart();
    expect(() => later.spend('once', HOUR)).toThrow(FormSpentError);
    later.spend('twice', HOUR);
    expect(() => restart().spend('twice', HOUR)).toThrow(FormSpentError);
  });

  it('knows a use that was given back', () => {
    restart().spend('a', HOUR)();
    const later = restart();
    later.spend('a', HOUR);
    expect(() => later.spend('a', HOUR)).toThrow(FormSpentError);
  });

  it('drops what has expired', () => {
    restart().issued('a', HOUR);
    expect(restart().size()).toBe(1);
    now = HOUR + 1;
    expect(restart().size()).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('holds no signature, and is for its owner alone', () => {
    restart().issued('0123456789abcdef'.repeat(4), HOUR);
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{32} 1 0 3600000\n$/);
    expect(readFileSync(file, 'utf8')).not.toContain('0123456789abcdef');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'no ledger\n', '\0\0\0', 'a'.repeat(70_000)])('passes over what is no line: %#', (torn) => {
    restart().spend('a', HOUR);
    writeFileSync(file, `${readFileSync(file, 'utf8')}${torn}`);
    const later = restart();
    expect(later.size()).toBe(1);
    expect(() => later.spend('a', HOUR)).toThrow(FormSpentError);
  });

  it('is written anew when it has grown, and loses nothing', () => {
    const forms = restart();
    forms.spend('kept', 10 * HOUR);
    for (let form = 0; form < 99_999; form++) forms.issued(`${form}`, HOUR);
    now = HOUR + 1;
    forms.issued('new', 10 * HOUR);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
    expect(() => restart().spend('kept', 10 * HOUR)).toThrow(FormSpentError);
  });

  it('tells a folder that cannot be written to', () => {
    expect(() => openFormLedger(join(folder, 'no', 'such', 'folder'), clock)).toThrow(StoreError);
  });
});
