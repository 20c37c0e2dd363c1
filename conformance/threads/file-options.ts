/** What the check of one file is told, made of the settings of the run. */
import type { FileOptions } from '../check-file.js';
import type { ArchiveRule, DatasetRule, Rule, TableRule } from '../engine/define-rule.js';
import type { Settings } from '../settings.js';

/** The settings that the check of one file depends on: data, so that they can go to another thread. */
export type FileSettings = Pick<Settings, 'profile' | 'samples' | 'memory' | 'tempDir' | 'expansion'> &
  Pick<FileOptions, 'time' | 'masterKeys'>;

export const fileOptions = (rules: readonly Rule[], settings: FileSettings): FileOptions => ({
  time: settings.time,
  profile: settings.profile,
  archiveRules: rules.filter((rule): rule is ArchiveRule => rule.scope === 'archive'),
  tableRules: rules.filter((rule): rule is TableRule => rule.scope === 'table'),
  datasetRules: rules.filter(
    (rule): rule is DatasetRule => rule.scope === 'dataset' && rule.row !== undefined,
  ),
  masterKeys: settings.masterKeys,
  samples: settings.samples,
  expansion: settings.expansion,
  indexes: { bytes: settings.memory, tempDir: settings.tempDir },
});
