/** Values that can be completed although the parser does not know them: they are named where they are defined. */
import { reporters } from '../../conformance/reporters/index.js';
import { scenarios } from '../../conformance/scenarios/index.js';
import { profiles } from '../../specs/profiles/index.js';
import { RULE_IDS } from '../../specs/rule-ids.js';
import { sources } from '../../specs/sources/index.js';
import { SHELLS } from './shells.js';

const sourceIds = sources.map(({ id }) => id);

/** By option, which may stand behind its command, or by `<argument>` behind its command. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['--profile', profiles.map(({ id }) => id)],
  ['--source', sourceIds],
  ['--sources', sourceIds],
  ['--only', RULE_IDS],
  ['--skip', RULE_IDS],
  ['--break', RULE_IDS],
  ['--format', Object.keys(reporters)],
  ['--fail-on', ['error', 'warning', 'info', 'never']],
  ['--scenario', ['all', ...scenarios.map(({ name }) => name)]],
  ['--gateway', ['kong', 'none']],
  ['run --level', ['must', 'should']],
  ['--upload-urls', ['one-time', 'until-expiry']],
  ['explain <rule>', RULE_IDS],
  ['specs show <name>', sourceIds],
  ['specs header <source>', sourceIds],
  ['completion <shell>', SHELLS],
]);

/** Null: nothing is known, so files are offered. */
export const knownValues = (what: string): readonly string[] | null => VALUES.get(what) ?? null;
