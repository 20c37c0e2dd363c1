/** Entries as the journal keeps them, for tests of what keeps them. */
import type { CqubeFacts, JournalEntry } from '../../../specs/journal.js';

export interface SampleOptions extends Partial<CqubeFacts> {
  readonly status?: number;
  readonly url?: string;
  readonly requestText?: string;
  readonly answerText?: string;
}

export function sampleEntry({
  status = 200,
  url = 'http://127.0.0.1:8000/data/upload-url',
  requestText = '{"filename":"a.zip"}',
  answerText = '{}',
  ...facts
}: SampleOptions = {}): JournalEntry {
  const began = facts.began ?? 1_659_348_000_000;
  return {
    startedDateTime: new Date(began).toISOString(),
    time: 1,
    request: {
      method: 'POST',
      url,
      httpVersion: 'HTTP/1.1',
      headers: [{ name: 'Host', value: 'a' }],
      queryString: [],
      headersSize: 50,
      bodySize: requestText.length,
      postData: { mimeType: 'application/json', text: requestText },
    },
    response: {
      status,
      statusText: 'OK',
      httpVersion: 'HTTP/1.1',
      headers: [],
      redirectURL: '',
      headersSize: 50,
      bodySize: answerText.length,
      content: { size: answerText.length, mimeType: 'application/json', text: answerText },
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
    connection: '1',
    _cqube: {
      seq: 1,
      side: 'api',
      step: 'upload-url',
      began,
      ended: began + 1,
      sentName: 'a.zip',
      bucket: null,
      key: null,
      tokenId: null,
      credential: null,
      urlId: null,
      ...facts,
    },
  };
}
