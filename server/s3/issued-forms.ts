/**
 * How often each form was given out and how often it was used. A policy is the same, byte for byte, for one key in one
 * second, so a signature may have been issued more than once: n issues allow n uploads.
 */
import type { Clock } from '../clock.js';

/** `one-time`: as the documentation promises. `until-expiry`: as S3 does. */
export type FormUse = 'one-time' | 'until-expiry';

/** The form has been used as often as it was issued. */
export class FormSpentError extends Error {
  readonly code = 'FORM_SPENT';

  constructor() {
    super('the form was used as often as it was issued');
    this.name = 'FormSpentError';
  }
}

export interface IssuedForms {
  /** `expires`: milliseconds since 1970. */
  readonly issued: (signature: string, expires: number) => void;
  /**
   * Takes one use, right before the object becomes visible; throws `FormSpentError` when none is left. A form that was
   * signed elsewhere with the same secret counts as issued once. Returns what gives the use back, should the upload fail
   * after all.
   */
  readonly spend: (signature: string, expires: number) => () => void;
  /** Forms kept in memory. */
  readonly size: () => number;
}

interface FormCount {
  issued: number;
  spent: number;
  expires: number;
}

/** Forms remembered at most; beyond it the oldest is forgotten, which may let it be used once more. */
const FORM_LIMIT = 100_000;

export const createIssuedForms = (clock: Clock, use: FormUse): IssuedForms => {
  /** Oldest first; mostly also the first to expire. */
  const forms = new Map<string, FormCount>();

  const forget = (): void => {
    const now = clock.now();
    for (const [signature, { expires }] of forms) {
      if (expires >= now && forms.size <= FORM_LIMIT) break;
      forms.delete(signature);
    }
  };

  const countOf = (signature: string, expires: number): FormCount => {
    const count = forms.get(signature) ?? { issued: 0, spent: 0, expires };
    forms.set(signature, count);
    forget();
    return count;
  };

  return {
    issued: (signature, expires) => {
      countOf(signature, expires).issued++;
    },
    spend: (signature, expires) => {
      if (use === 'until-expiry') return () => {};
      const count = countOf(signature, expires);
      if (count.spent >= Math.max(count.issued, 1)) throw new FormSpentError();
      count.spent++;
      return () => {
        count.spent--;
      };
    },
    size: () => forms.size,
  };
};
