/** Options that several commands have. Throws `UsageError` with what there is to choose from. */
import { MOST_SHARDS } from '../specs/report.js';
import type { Profile } from '../specs/profiles/profile.js';
import type { DataSource } from '../specs/source.js';
import { UsageError } from './exit-codes.js';

export const didYouMean = (names: readonly string[]): string =>
  names.length > 0 ? `; did you mean ${names.join(', ')}?` : '';

export async function readProfile(name: string): Promise<Profile> {
  const { profiles } = await import('../specs/profiles/index.js');
  const profile = profiles.find(({ id }) => id === name);
  if (profile) return profile;
  throw new UsageError(`unknown profile ${name}: there are ${profiles.map(({ id }) => id).join(' and ')}`);
}

export async function readSource(name: string): Promise<DataSource> {
  const { resolveName } = await import('../specs/lookup.js');
  const found = resolveName(name);
  if (found.kind === 'source') return found.source;
  const hint =
    found.kind === 'family'
      ? `; it is a family of ${found.sources.map(({ id }) => id).join(', ')}`
      : didYouMean(found.suggestions);
  throw new UsageError(`${name} is no data source${hint}`);
}

/** `2/5`: the second of five. */
export function readShard(text: string): { readonly index: number; readonly count: number } {
  const [, index = 0, count = 0] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count };
  throw new UsageError(`--shard takes which part of how many, as in 2/5, not ${text}`);
}

/** With SOURCE_DATE_EPOCH (seconds) the report is the same at every run. */
export function clock(): () => number {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  if (epoch === undefined || !/^\d{1,12}$/.test(epoch)) return Date.now;
  return () => Number(epoch) * 1000;
}
