/**
 * What makes a finding the same one in the next run: rule, file, column and the look of the value. Never the line: rows
 * above it come and go.
 */
import { createHash } from 'node:crypto';
import type { Finding, Group } from '../../specs/report.js';

/** 128 bits as hex. */
const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

export const groupFingerprint = ({ rule, severity, path, column }: Group): string =>
  digest([rule, severity, path, column ?? '']);

/** `2.40101E+10` and `7.5E+09` look alike: only the kinds of characters count. */
const lookOf = (value: string): string =>
  value
    .slice(0, 80)
    .replaceAll(/\p{L}+/gu, 'a')
    .replaceAll(/\p{N}+/gu, '0');

/** Gives each finding its own: those that look alike are counted. */
export function fingerprinter(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, where, details }) => {
    const value = typeof details['value'] === 'string' ? lookOf(details['value']) : '';
    const hash = digest([rule, where.path, where.member ?? '', where.column ?? '', value]);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return `${hash}:${number}`;
  };
}
