import { expect, it } from 'vitest';
import { createIssuedForms, FormSpentError } from '../../../server/s3/issued-forms.js';

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

it('forgets forms that are over', () => {
  let now = 0;
  const forms = createIssuedForms({ now: () => now }, 'one-time');
  for (let form = 0; form < 1000; form++) forms.issued(`${form}`, HOUR);
  expect(forms.size()).toBe(1000);
  now = HOUR + 1;
  forms.issued('new', now + HOUR);
  expect(forms.size()).toBe(1);
});

it('is bounded however long forms last', () => {
  const forms = createIssuedForms({ now: () => 0 }, 'one-time');
  for (let form = 0; form < 100_100; form++) forms.issued(`${form}`, Number.MAX_SAFE_INTEGER);
  expect(forms.size()).toBe(100_000);
});
