/** The options of `check` on its configuration and its baseline. */
import type { Command } from 'commander';

export function addConfigOptions(command: Command): void {
  command
    .option('--config <file>', 'configuration; default: cqube-conform.config.json, from here up')
    .option('--no-config', 'look for no configuration')
    .option('--print-config', 'only print what holds in the end, and where each value comes from')
    .option('--baseline <file>', 'known findings, which do not count until the day that each has')
    .option('--write-baseline <file>', 'write the findings that count as a baseline, and let them pass')
    .option('--prune-baseline', 'take out of the baseline what matches nothing any more')
    .option('--baseline-reason <text>', 'of new entries: why (default: known when the baseline was written)')
    .option('--baseline-owner <name>', 'of new entries: who answers for them (default: nobody yet)')
    .option('--baseline-until <yyyy-MM-dd>', 'of new entries: their last day (default: 90 days from today)')
    .addHelpText(
      'after',
      `
Every option that sets a value is a variable too, such as CQUBE_CONFORM_PROFILE or CQUBE_CONFORM_FAIL_ON. What counts,
in this order: command line, variable, configuration, default.`,
    );
}
