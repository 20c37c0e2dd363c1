/** `rules`: the catalogue, a line each. */
import type { Command } from 'commander';
import type { CliCommand } from './command.js';

export const rules: CliCommand = {
  register: (program: Command) => {
    program
      .command('rules')
      .description('all rules: id, requirement, what conforms')
      .exitOverride()
      .action(async () => {
        const { rules: all } = await import('../../conformance/rules/index.js');
        const lines = all.map((rule) =>
          [rule.id.padEnd(28), (rule.requirement ?? '–').padEnd(6), rule.level.padEnd(7), rule.summary].join(
            ' ',
          ),
        );
        process.stdout.write(`${lines.join('\n')}\n`);
      });
  },
};
