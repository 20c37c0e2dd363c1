/** Compares signatures in a time that does not tell where they differ. */
import { timingSafeEqual } from 'node:crypto';

export function isSameSignature(expected: string, provided: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(provided)];
  return one.length === other.length && timingSafeEqual(one, other);
}
