/** The flags of `generate` as the generator takes them. Throws UsageError with the mend. */
import type { Break } from '../../fixtures/generator/breaking/allocate.js';
import { parseDay } from '../../fixtures/generator/period.js';
import type { GenerateOptions } from '../../fixtures/generator/plan.js';
import { UsageError } from '../exit-codes.js';
import { readProfile, readSource } from '../read-options.js';

export interface Flags {
  readonly seed: string;
  readonly schools: string;
  readonly students: string;
  readonly months: string;
  readonly date: string;
  readonly sources?: readonly string[];
  readonly onlyThese?: boolean;
  readonly rows?: readonly string[];
  readonly profile: string;
  readonly level?: string;
  readonly csv?: boolean;
  readonly break?: readonly string[];
  readonly planted?: string;
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
}

const MOST_SEED = 2 ** 32 - 1;
const DEFAULT_LEVEL = 6;

export async function readOptions(flags: Flags): Promise<GenerateOptions> {
  const end = parseDay(flags.date);
  if (!end || end.year < 1900)
    throw new UsageError(`--date ${flags.date} is no day from 1900 on: write it as 2024-02-29`);
  if (flags.onlyThese && !flags.sources)
    throw new UsageError('--only-these goes with --sources: name the sources that are wanted');
  return {
    seed: readCount('--seed', flags.seed, 0, MOST_SEED),
    schools: readCount('--schools', flags.schools, 1, 10_000_000),
    students: readCount('--students', flags.students, 1, 900_000),
    months: readCount('--months', flags.months, 1, 120),
    end,
    sources: await readSources(flags.sources ?? []),
    onlyThese: flags.onlyThese === true,
    rows: await readRows(flags.rows ?? []),
    profile: await readProfile(flags.profile),
  };
}

export const readLevel = ({ level, csv }: Flags): number => {
  if (csv && level !== undefined)
    throw new UsageError('--level is about zips, and --csv writes none: leave one of them out');
  return level === undefined ? DEFAULT_LEVEL : readCount('--level', level, 0, 9);
};

export async function readBreaks({
  break: asked = [],
  csv,
  profile,
  planted,
}: Flags): Promise<readonly Break[]> {
  if (asked.length === 0 && planted !== undefined)
    throw new UsageError('--planted names the list of defects: plant some with --break <rule>');
  if (asked.length > 0 && csv) throw new UsageError('--break plants into zips: leave --csv out');
  if (asked.length > 0 && profile !== 'documented')
    throw new UsageError('--break plants what the published rules forbid: leave --profile out');
  return Promise.all(asked.map(readBreak));
}

async function readBreak(text: string): Promise<Break> {
  const parts = /^([^:@]+)(?::(\d+))?(?:@(.+))?$/.exec(text);
  if (!parts)
    throw new UsageError(
      `--break ${text} is not <rule>[:count][@source], as in table/value-type:5@grade_details`,
    );
  const [, rule = '', count, source] = parts;
  return {
    rule,
    count: count === undefined ? 1 : readCount(`--break ${text}: the count`, count, 1, 1_000_000),
    source: source === undefined ? null : (await readSource(source)).id,
  };
}

function readCount(what: string, text: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${what} ${text} is no whole number from ${least} to ${most}`);
}

async function readSources(names: readonly string[]): Promise<readonly string[]> {
  const { resolveName } = await import('../../specs/lookup.js');
  const ids: string[] = [];
  for (const name of names) {
    const found = resolveName(name);
    if (found.kind === 'family') ids.push(...found.sources.map(({ id }) => id));
    else ids.push((await readSource(name)).id);
  }
  return ids;
}

async function readRows(asked: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  for (const text of asked) {
    const [name = '', count = '', ...rest] = text.split('=');
    if (count === '' || rest.length > 0)
      throw new UsageError(`--rows ${text} is not <source>=<number>, as in student_attendance=1000000`);
    rows.set((await readSource(name)).id, readCount(`--rows ${text}: the number`, count, 1, 1_000_000_000));
  }
  return rows;
}
