/** Faults that are worth trying, ready to be switched on. */
import type { Fault } from '../../../../../specs/fault-plan.js';

export interface Preset {
  readonly title: string;
  /** What a good emitter does then. */
  readonly expects: string;
  readonly fault: Omit<Fault, 'occurrences'>;
}

export const PRESETS: readonly Preset[] = [
  {
    title: 'Upload URL: 503',
    expects: 'waits, and asks again for that file',
    fault: { name: 'upload URL 503', step: 'upload-url', action: { kind: 'status', status: 503 } },
  },
  {
    title: 'Upload: SlowDown',
    expects: 'waits longer and longer, then uploads again with a new URL',
    fault: {
      name: 'slow down',
      step: 's3-post',
      action: { kind: 's3-error', status: 503, code: 'SlowDown' },
    },
  },
  {
    title: 'Upload URL has expired',
    expects: 'asks for a new URL, and uploads once more',
    fault: { name: 'expired URL', step: 's3-post', action: { kind: 'expired-url' } },
  },
  {
    title: 'Connection reset while uploading',
    expects: 'sends the whole file again with a new URL',
    fault: { name: 'upload reset', step: 's3-post', action: { kind: 'reset', afterBytes: 1_024 } },
  },
  {
    title: 'Acknowledgement gets lost',
    expects: 'looks whether the file is there before it sends it twice',
    fault: { name: 'lost acknowledgement', step: 'acknowledgement', action: { kind: 'lost-answer' } },
  },
  {
    title: 'Upload answered 200, not 204',
    expects: 'does not take every 2xx for a failure',
    fault: { name: 'status 200', step: 'acknowledgement', action: { kind: 'answer-status', status: 200 } },
  },
  {
    title: 'Token refused: 401',
    expects: 'stops, and says that the token is to be renewed',
    fault: { name: 'token refused', step: 'upload-url', action: { kind: 'status', status: 401 } },
  },
  {
    title: 'Answer takes five seconds',
    expects: 'waits for it; does not send the request twice',
    fault: { name: 'slow answer', step: 'upload-url', action: { kind: 'delay', milliseconds: 5_000 } },
  },
  {
    title: 'No answer at all',
    expects: 'gives up after its time-out, and tries again',
    fault: { name: 'no answer', step: 'upload-url', action: { kind: 'delay', milliseconds: null } },
  },
  {
    title: 'HTML instead of JSON',
    expects: 'notices that this is no upload URL, and says so',
    fault: {
      name: 'HTML for JSON',
      step: 'upload-url',
      action: {
        kind: 'status',
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html><body>Maintenance</body></html>',
      },
    },
  },
];

export const OCCURRENCES = {
  next: { label: 'the next one', value: [1] },
  second: { label: 'the second one', value: [2] },
  all: { label: 'every one', value: 'all' },
  third: { label: 'about one in three', value: { probability: 0.33 } },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly value: Fault['occurrences'] }>
>;

export type Occurrence = keyof typeof OCCURRENCES;
