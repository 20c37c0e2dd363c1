/** What holds in the end: command line before environment before configuration file before what is built in. */
import { resolve } from 'node:path';
import type { Settings } from '../../conformance/settings.js';
import type { ConfigurableFlags, SettledFlags } from './check-flags.js';
import { shownPath } from './find-config.js';
import type { FoundConfig } from './find-config.js';

type Value = ConfigurableFlags[keyof ConfigurableFlags];

interface Configurable {
  readonly flag: keyof ConfigurableFlags;
  /** As the command line has it. */
  readonly option: string;
  /** Name in the environment, behind `CQUBE_CONFORM_`. */
  readonly variable: string;
  readonly of: (found: FoundConfig) => Value;
  /** What holds where nobody says anything. */
  readonly otherwise: Value;
  /** In the environment the values of a list stand between commas. */
  readonly list?: true;
}

const CONFIGURABLE: readonly Configurable[] = [
  {
    flag: 'profile',
    option: '--profile',
    variable: 'PROFILE',
    of: ({ config }) => config.profile,
    otherwise: 'documented',
  },
  {
    flag: 'only',
    option: '--only',
    variable: 'ONLY',
    of: ({ config }) => config.only,
    otherwise: [],
    list: true,
  },
  {
    flag: 'skip',
    option: '--skip',
    variable: 'SKIP',
    of: ({ config }) => config.skip,
    otherwise: [],
    list: true,
  },
  {
    flag: 'failOn',
    option: '--fail-on',
    variable: 'FAIL_ON',
    of: ({ config }) => config.failOn,
    otherwise: 'error',
  },
  {
    flag: 'failOnLoss',
    option: '--fail-on-loss',
    variable: 'FAIL_ON_LOSS',
    of: ({ config }) => config.failOnLoss,
    otherwise: undefined,
  },
  {
    flag: 'format',
    option: '--format',
    variable: 'FORMAT',
    of: ({ config }) => config.formats,
    otherwise: [],
    list: true,
  },
  {
    flag: 'baseline',
    option: '--baseline',
    variable: 'BASELINE',
    of: ({ config, folder }) =>
      config.baseline === undefined ? undefined : shownPath(resolve(folder, config.baseline)),
    otherwise: undefined,
  },
  {
    flag: 'jobs',
    option: '--jobs',
    variable: 'JOBS',
    of: ({ config }) => config.limits?.jobs?.toString(),
    otherwise: undefined,
  },
  {
    flag: 'memory',
    option: '--memory',
    variable: 'MEMORY',
    of: ({ config }) => config.limits?.memory,
    otherwise: undefined,
  },
  {
    flag: 'tempDir',
    option: '--temp-dir',
    variable: 'TEMP_DIR',
    of: () => undefined,
    otherwise: undefined,
  },
];

const PREFIX = 'CQUBE_CONFORM_';

/** One value, and who said so: an option, a variable, the configuration file, or `default`. */
export interface Origin {
  readonly value: unknown;
  readonly from: string;
}

export interface Effective<Flags> {
  readonly flags: Flags & SettledFlags;
  /** What only a configuration file can say. */
  readonly settings: Pick<Settings, 'overrides' | 'columns' | 'variants' | 'asked' | 'expansion'> &
    Partial<Pick<Settings, 'samples'>>;
  readonly origins: ReadonlyMap<string, Origin>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function effective<Flags extends ConfigurableFlags>(
  flags: Flags,
  environment: Environment,
  found: FoundConfig | null,
): Effective<Flags> {
  const origins = new Map<string, Origin>();
  const values: Partial<Record<keyof ConfigurableFlags, Value>> = {};
  for (const one of CONFIGURABLE) {
    const origin = originOf(one, flags, environment, found);
    origins.set(one.flag, origin);
    values[one.flag] = origin.value as Value;
  }
  const settings = settingsOf(found);
  for (const [name, value, isSet] of [
    ['sources', settings.asked, found?.config.sources],
    ['variants', settings.variants, found?.config.variants],
    ['columns', settings.columns, found?.config.columns],
    ['overrides', settings.overrides, found?.config.overrides],
    ['samples', settings.samples ?? null, found?.config.limits?.samples],
    ['expansion', settings.expansion, settings.expansion ?? undefined],
  ] as const)
    origins.set(name, { value, from: isSet === undefined ? 'default' : (found?.path ?? 'default') });
  return { flags: { ...flags, ...withoutUnset(values) } as Flags & SettledFlags, settings, origins };
}

const withoutUnset = (values: Partial<Record<keyof ConfigurableFlags, Value>>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function originOf(
  { flag, option, variable, of, otherwise, list }: Configurable,
  flags: ConfigurableFlags,
  environment: Environment,
  found: FoundConfig | null,
): Origin {
  const given = flags[flag];
  if (given !== undefined) return { value: given, from: option };
  const text = environment[PREFIX + variable];
  // An empty variable is how a script leaves one unset.
  if (text !== undefined && text !== '')
    return { value: list ? text.split(',').map((part) => part.trim()) : text, from: PREFIX + variable };
  const configured = found === null ? undefined : of(found);
  return configured === undefined
    ? { value: otherwise, from: 'default' }
    : { value: configured, from: found?.path ?? 'default' };
}

function settingsOf(found: FoundConfig | null): Effective<unknown>['settings'] {
  const { overrides = [], columns = [], variants = {}, sources = [], limits = {} } = found?.config ?? {};
  const { samples, expansionRatio, unpackedBytes } = limits;
  return {
    overrides,
    columns,
    variants,
    asked: sources,
    expansion:
      expansionRatio === undefined && unpackedBytes === undefined
        ? null
        : {
            ...(expansionRatio !== undefined && { ratio: expansionRatio }),
            ...(unpackedBytes !== undefined && { declaredBytes: unpackedBytes }),
          },
    ...(samples !== undefined && { samples }),
  };
}

/** `--print-config`: JSON, a line a value. */
export function printedConfig(
  { origins }: Pick<Effective<unknown>, 'origins'>,
  found: FoundConfig | null,
): string {
  const lines = [...origins].map(
    ([name, { value, from }]) =>
      `    ${JSON.stringify(name)}: ${JSON.stringify({ value: value ?? null, from })}`,
  );
  return `{\n  "config": ${JSON.stringify(found?.path ?? null)},\n  "values": {\n${lines.join(',\n')}\n  }\n}\n`;
}
