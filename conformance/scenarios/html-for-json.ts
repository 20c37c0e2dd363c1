import type { Scenario } from '../engine/scenario.js';
import { givesUp, mustEnd, reportsFailure } from './expectations.js';

export const htmlForJson: Scenario = {
  name: 'html-for-json',
  summary: 'the API answers 200 with a page instead of JSON',
  reason: 'A proxy or a sign-in page of the office network stands between.',
  mend: 'Take an answer for an upload URL only if it is JSON with url and fields; else say what came instead, and end with a status other than 0.',
  plan: {
    version: 1,
    faults: [
      {
        name: 'page instead of JSON',
        step: 'upload-url',
        occurrences: 'all',
        action: {
          kind: 'status',
          status: 200,
          headers: { 'Content-Type': 'text/html' },
          body: '<!doctype html><title>Sign in</title><p>Sign in to use this network.',
        },
      },
    ],
  },
  expects: [mustEnd, reportsFailure, givesUp],
};
