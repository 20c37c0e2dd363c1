/** Listeners, documents, and the end of a journal. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { journalEntrySchema } from '../../../specs/journal-schema.js';
import type { JournalEntry } from '../../../specs/journal.js';
import { VALID } from '../gateway/running-gateway.js';
import { formData, type IssuedForm, startRecordedMock, type RecordedMock } from './recorded-mock.js';

const pair = z.looseObject({ name: z.string(), value: z.string() });
const size = z.int().min(-1);

/** What HAR 1.2 demands of each object. */
const har = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.literal('cqube-conform'), version: z.string().min(1) }),
    // A field of our own, as HAR allows with an underscore in front.
    _cqube: z.strictObject({ version: z.literal(1), evicted: z.int().min(0) }),
    entries: z.array(
      z.looseObject({
        startedDateTime: z.iso.datetime(),
        time: z.number().min(0),
        request: z.looseObject({
          method: z.string(),
          url: z.url(),
          httpVersion: z.string(),
          cookies: z.array(pair),
          headers: z.array(pair),
          queryString: z.array(pair),
          headersSize: size,
          bodySize: size,
          postData: z.looseObject({ mimeType: z.string() }).optional(),
        }),
        response: z.looseObject({
          status: z.int(),
          statusText: z.string(),
          httpVersion: z.string(),
          cookies: z.array(pair),
          headers: z.array(pair),
          content: z.looseObject({ size: z.int(), mimeType: z.string() }),
          redirectURL: z.string(),
          headersSize: size,
          bodySize: size,
        }),
        cache: z.strictObject({}),
        timings: z.looseObject({
          send: z.number().min(0),
          wait: z.number().min(0),
          receive: z.number().min(0),
        }),
      }),
    ),
  }),
});

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of pieces) whole += piece;
  return whole;
}

const touch = async (mock: RecordedMock, path = '/x'): Promise<void> => {
  await (await fetch(`http://127.0.0.1:${mock.api}${path}`)).text();
};

describe('documents', () => {
  it('are HAR 1.2, and one entry a line', async () => {
    const mock = await startRecordedMock();
    const answer = await fetch(`http://127.0.0.1:${mock.api}/data/upload-url?a=b`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${VALID}` },
      body: new URLSearchParams({ filename: 'a.zip' }),
    });
    const form = (await answer.json()) as IssuedForm;
    await fetch(form.url, { method: 'POST', body: formData(form, 'x') });
    await touch(mock, '/%zz?%');
    const entries = await mock.entries();
    const document = har.parse(JSON.parse(await text(mock.journal.har())));
    expect(document.log.creator.version).toBe('1.2.3');
    expect(document.log.entries.map(({ _cqube }) => _cqube)).toEqual(entries.map(({ _cqube }) => _cqube));
    const [head = '', ...lines] = (await text(mock.journal.ndjson())).trimEnd().split('\n');
    expect(JSON.parse(head)).toEqual({
      log: {
        version: '1.2',
        creator: { name: 'cqube-conform', version: '1.2.3' },
        _cqube: { version: 1, evicted: 0 },
        entries: [],
      },
    });
    expect(lines.map((line) => journalEntrySchema.parse(JSON.parse(line)))).toEqual(entries);
  });

  it('of an empty journal are valid too, and hold what there was when they were begun', async () => {
    const mock = await startRecordedMock();
    expect(har.parse(JSON.parse(await text(mock.journal.har()))).log.entries).toEqual([]);
    expect(await text(mock.journal.ndjson())).toBe(mock.journal.head());
    await touch(mock);
    await mock.journal.settled();
    const pieces = mock.journal.ndjson();
    await touch(mock);
    await mock.journal.clear();
    expect((await text(pieces)).split('\n')).toHaveLength(3);
  });
});

describe('listeners', () => {
  it('are told of each entry until they end, and one that throws no more', async () => {
    const mock = await startRecordedMock();
    const seen: number[] = [];
    let thrown = 0;
    const listener = ({ _cqube }: JournalEntry): void => {
      seen.push(_cqube.seq);
    };
    mock.journal.subscribe(() => {
      thrown += 1;
      throw new Error('not mine');
    });
    const end = mock.journal.subscribe(listener);
    const endAlso = mock.journal.subscribe(listener);
    await touch(mock);
    await mock.journal.settled();
    endAlso();
    endAlso();
    await touch(mock);
    await mock.journal.settled();
    end();
    await touch(mock);
    await mock.journal.settled();
    expect([seen, thrown]).toEqual([[1, 1, 2], 1]);
  });
});

describe('a journal', () => {
  it("that is closed, also twice, records nothing more and is in nobody's way", async () => {
    const mock = await startRecordedMock();
    await touch(mock);
    await Promise.all([mock.journal.close(), mock.journal.close()]);
    await touch(mock);
    expect(mock.journal.query({}).kept).toBe(1);
  });

  it('is settled while an exchange is still under way', async () => {
    let finish = (): void => {};
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const mock = await startRecordedMock({
      apiHandler: (_request, response) => {
        finish = () => response.end();
        begin();
      },
    });
    const touched = touch(mock);
    await begun;
    await mock.journal.settled();
    expect(mock.journal.query({}).kept).toBe(0);
    finish();
    await touched;
    await mock.journal.settled();
    expect(mock.journal.query({}).kept).toBe(1);
  });

  it('lets the error of a handler through', async () => {
    const mock = await startRecordedMock();
    const handler = mock.journal.record(
      'api',
      () => 'http://a',
      () => {
        throw new TypeError('of the handler');
      },
    );
    const request = { socket: {}, headers: {}, rawHeaders: [] } as never;
    expect(() => handler(request, {} as never)).toThrow('of the handler');
  });

  it('goes by the clock of the server, also where it is turned back', async () => {
    const mock = await startRecordedMock({
      apiHandler: (_request, response) => {
        mock.passTime(-5_000);
        response.end();
      },
    });
    await touch(mock);
    const [entry] = await mock.entries();
    expect(entry?.startedDateTime).toBe('2022-08-01T10:00:00.000Z');
    expect([entry?.time, entry?.timings]).toEqual([0, { send: 0, wait: 0, receive: 0 }]);
    expect(entry?._cqube.ended).toBe(entry?._cqube.began);
  });
});
