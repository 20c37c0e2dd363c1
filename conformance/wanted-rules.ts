/** Which rules a check runs. */
import type { Rule } from './engine/define-rule.js';
import { rules } from './rules/index.js';
import type { Settings } from './settings.js';

/** The rules that `--only` and `--skip` leave; none where only the forecast is asked for. */
export const rulesOf = (options: Pick<Settings, 'only' | 'skip' | 'forecastOnly'>): readonly Rule[] =>
  options.forecastOnly ? [] : rules.filter(({ id }) => isWanted(id, options));

const isWanted = (id: string, { only, skip }: Pick<Settings, 'only' | 'skip'>): boolean =>
  (only.length === 0 || only.some((prefix) => id.startsWith(prefix))) &&
  !skip.some((prefix) => id.startsWith(prefix));
