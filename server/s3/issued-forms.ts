/**
 * How often each form was given out and how often it was used. A policy is the same, byte for byte, for one key in one
 * second, so a signature may have been issued more than once: n issues allow n uploads.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { FormChange, FormLedger } from './form-ledger.js';

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
  /** Forgets them all: each counts as issued once, whatever was done with it before. */
  readonly clear: () => void;
}

interface FormCount {
  issued: number;
  spent: number;
  expires: number;
}

/** Forms remembered at most; beyond it the oldest is forgotten, which may let it be used once more. */
const FORM_LIMIT = 100_000;

/**
 * So many are remembered even when they have run out: the clock can be put back, and what was used is used all the
 * same.
 */
const KEPT_ANYWAY = 10_000;

const idOf = (signature: string): string => createHash('sha256').update(signature).digest('hex').slice(0, 32);

/** With a ledger the counts outlive the process. */
export const createIssuedForms = (clock: Clock, use: FormUse, ledger?: FormLedger): IssuedForms => {
  /** Oldest first; mostly also the first to expire. */
  const forms = new Map<string, FormCount>();

  const forget = (): void => {
    const now = clock.now();
    for (const [id, { expires }] of forms) {
      if (forms.size <= KEPT_ANYWAY) break;
      if (expires >= now && forms.size <= FORM_LIMIT) break;
      forms.delete(id);
    }
  };

  const countOf = (id: string, expires: number): FormCount => {
    const count = forms.get(id) ?? { issued: 0, spent: 0, expires };
    forms.set(id, count);
    forget();
    return count;
  };

  const change = ({ id, issued, spent, expires }: FormChange): void => {
    const count = countOf(id, expires);
    count.issued += issued;
    count.spent += spent;
  };

  for (const earlier of ledger?.earlier ?? []) change(earlier);

  /** Counted also if it cannot be written down: then it is forgotten at a restart, and no more. */
  const recordIfPossible = (added: FormChange): void => {
    change(added);
    try {
      ledger?.add(added);
    } catch {
      // A full disk; whoever stores an object will be told of it.
    }
  };

  return {
    issued: (signature, expires) => recordIfPossible({ id: idOf(signature), issued: 1, spent: 0, expires }),
    spend: (signature, expires) => {
      if (use === 'until-expiry') return () => {};
      const id = idOf(signature);
      const count = countOf(id, expires);
      if (count.spent >= Math.max(count.issued, 1)) throw new FormSpentError();
      const used = { id, issued: 0, spent: 1, expires };
      // Written down first: an object must not be there while the use of its form is not.
      ledger?.add(used);
      change(used);
      return () => recordIfPossible({ ...used, spent: -1 });
    },
    size: () => forms.size,
    clear: () => {
      for (const [id, { issued, spent, expires }] of forms)
        recordIfPossible({ id, issued: -issued, spent: -spent, expires });
      forms.clear();
    },
  };
};
