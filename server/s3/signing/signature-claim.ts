/** What a request says about its signature, before anybody has believed it. */
import type { Refusal } from '../error-xml.js';

export interface SignatureClaim {
  readonly how: 'header' | 'query';
  readonly accessKeyId: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly date: string;
  /** As listed, none twice. */
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

/** Far more than any client signs. */
const MOST_HEADERS = 128;

/** null: one is named twice, or there are too many; what is signed could else be far larger than the request. */
export function readSignedHeaders(list: string): readonly string[] | null {
  const names = list.split(';');
  return names.length > MOST_HEADERS || new Set(names).size < names.length ? null : names;
}

/** Milliseconds since 1970 of a `YYYYMMDDTHHMMSSZ`; null: it is none, or no day of the calendar. */
export function amzMoment(date: string): number | null {
  if (!/^\d{8}T\d{6}Z$/.test(date)) return null;
  const iso = date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const moment = Date.parse(iso);
  return Number.isNaN(moment) || new Date(moment).toISOString() !== iso ? null : moment;
}
