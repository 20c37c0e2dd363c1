/** What of the page is plain computing: lists, words and commands. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../server/admin/events/exchange-summary.js';
import { oneLine, plain, size } from '../../../../server/ui/browser/parts/format.js';
import { insertExchange } from '../../../../server/ui/browser/state/insert-exchange.js';
import {
  findingsBySeq,
  isProblem,
  verdictOf,
} from '../../../../server/ui/browser/views/exchanges/exchange-verdict.js';
import { toCurl } from '../../../../server/ui/browser/views/exchanges/to-curl.js';
import { nextHit } from '../../../../server/ui/browser/views/faults/fault-words.js';
import { PRESETS, OCCURRENCES } from '../../../../server/ui/browser/views/faults/presets.js';
import type { Fault } from '../../../../specs/fault-plan.js';
import { readFaultPlan } from '../../../../specs/read-fault-plan.js';
import type { Finding } from '../../../../specs/report.js';
import { entryOf } from '../../admin/scripted-journal.js';

const summary = (seq: number) => summaryOf(entryOf(seq));

describe('a list of exchanges', () => {
  it('is in the order of numbers, each once, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 })), (seqs) => {
        const list: ReturnType<typeof summary>[] = [];
        for (const seq of seqs) insertExchange(list, summary(seq));
        expect(list.map(({ seq }) => seq)).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('text of others', () => {
  it('keeps what scripts need, and shows what hides or turns', () => {
    expect(oneLine('क्षत्रिय\u200d')).toBe('क्षत्रिय\u200d');
    expect(oneLine('a\u202eb\r\nc\u0000')).toBe(String.raw`a\u202eb c\u0000`);
    expect(plain('a\n\tb')).toBe('a\n\tb');
    expect(oneLine('x'.repeat(1_000_000)).length).toBeLessThan(410);
  });

  it('has sizes as people read them', () => {
    expect([0, 999, 1_000, 1_050_000, 2.5e9].map(size)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '1.1 MB',
      '2.5 GB',
    ]);
  });
});

const entryWith = (url: string, headers: { name: string; value: string }[], text?: string) => {
  const entry = entryOf(1);
  const { postData: _postData, ...request } = entry.request;
  return {
    ...entry,
    request: {
      ...request,
      url,
      headers,
      ...(text === undefined ? {} : { postData: { mimeType: 'x', text } }),
    },
  };
};

describe('a curl command', () => {
  it.skipIf(process.platform === 'win32')('is for a shell exactly what was sent, whatever that is', () => {
    const word = fc.string().filter((text) => !text.includes('\u0000'));
    fc.assert(
      fc.property(word, word, word, (path, value, body) => {
        const command = toCurl(entryWith(`http://h/${path}`, [{ name: 'X-A', value }], body));
        const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
        const { stdout, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
        expect(status).toBe(0);
        expect(stdout.split('\u0000').slice(0, -1)).toEqual([
          '-i',
          '-X',
          'POST',
          `http://h/${path}`,
          '-H',
          `X-A: ${value}`,
          '--data-binary',
          body,
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it('asks for the token, and tells of a form that has to be asked for', () => {
    const authorized = toCurl(
      entryWith('http://h/', [{ name: 'Authorization', value: 'Bearer [redacted]' }]),
    );
    expect(authorized).toContain('"Authorization: Bearer $CQUBE_ACCESS_TOKEN"');
    const form = entryOf(2, { step: 's3-post', side: 's3' });
    const params = [
      { name: 'key', value: '@a' },
      { name: 'file', fileName: 'a.zip' },
    ];
    const command = toCurl({ ...form, request: { ...form.request, postData: { mimeType: 'm', params } } });
    expect(command).toMatch(/^# .*ask for a new one/);
    expect(command).toContain(`--form-string 'key=@a'`);
    expect(command).toContain(`-F 'file=@a.zip'`);
  });
});

const finding = (
  rule: Finding['rule'],
  exchanges: number[],
  severity: Finding['severity'] = 'error',
): Finding => ({
  rule,
  severity,
  message: 'm',
  where: { path: '' },
  details: { exchanges },
});

describe('a verdict', () => {
  it('names the rule that was broken; notes are no problem', () => {
    const found = findingsBySeq([
      finding('journal/missing-token', [1, 2]),
      finding('journal/plain-http', [3], 'info'),
    ]);
    expect(verdictOf(summary(1), found.get(1) ?? [])).toMatchObject({ tone: 'bad', word: 'missing-token' });
    expect(found.get(3)).toBeUndefined();
    expect(verdictOf(summary(3), [])).toMatchObject({ tone: 'ok', word: 'passed' });
  });

  it('holds nobody to a fault that was put there', () => {
    const faulty = { ...summary(1), injectedFault: 'slow', status: 503 };
    expect(verdictOf(faulty, [])).toMatchObject({ tone: 'info', word: 'fault: slow' });
    expect(isProblem({ ...summary(1), status: 0 }, [])).toBe(true);
  });
});

describe('a fault', () => {
  const state = (occurrences: Fault['occurrences'], seen: number) =>
    nextHit({
      index: 0,
      seen,
      injected: 0,
      fault: {
        step: 'upload-url',
        action: { kind: 'reset' },
        ...(occurrences === undefined ? {} : { occurrences }),
      },
    });

  it('says when it hits next', () => {
    expect(state(undefined, 0)).toBe('hits the next call for an upload URL');
    expect(state(undefined, 1)).toBe('over: hits nothing more');
    expect(state([5, 2], 1)).toBe('hits the next call for an upload URL');
    expect(state([5, 2], 2)).toBe('hits the call for an upload URL after 2 more');
    expect(state({ from: 3 }, 9)).toBe('hits the next call for an upload URL');
    expect(state({ from: 3, to: 4 }, 4)).toBe('over: hits nothing more');
    expect(state('all', 7)).toBe('hits the next call for an upload URL');
  });

  it.each(PRESETS)('$title can be planned, whenever it is to hit', ({ fault }) => {
    const faults = Object.values(OCCURRENCES).map(({ value }) => ({ ...fault, occurrences: value }));
    expect(readFaultPlan(JSON.parse(JSON.stringify({ version: 1, faults })))).toMatchObject({ kind: 'plan' });
  });
});
