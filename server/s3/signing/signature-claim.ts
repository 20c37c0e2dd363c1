/** What a request says about its signature, before anybody has believed it. */
import type { Refusal } from '../error-xml.js';

export interface SignatureClaim {
  readonly how: 'header' | 'query';
  readonly accessKeyId: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly date: string;
  /** As listed, lower case expected. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** The word or digest that stands for the body. */
  readonly payload: string;
}

export type ClaimVerdict =
  | { readonly kind: 'claim'; readonly claim: SignatureClaim }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

export const refuse = (refusal: Refusal): { readonly kind: 'refuse'; readonly refusal: Refusal } => ({
  kind: 'refuse',
  refusal,
});

/** Milliseconds since 1970 of a `YYYYMMDDTHHMMSSZ`; null: it is none, or no day of the calendar. */
export function amzMoment(date: string): number | null {
  if (!/^\d{8}T\d{6}Z$/.test(date)) return null;
  const iso = date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const moment = Date.parse(iso);
  return Number.isNaN(moment) || new Date(moment).toISOString() !== iso ? null : moment;
}
