/** `explain <rule>`: everything about one rule, its examples with the messages that they really give. */
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { styleFor } from '../terminal.js';
import type { CliCommand } from './command.js';

export const explain: CliCommand = {
  register: (program: Command) => {
    program
      .command('explain')
      .description('one rule: reason, mend, severity in each profile, examples')
      .argument('<rule>', 'rule id, such as table/value-type')
      .exitOverride()
      .action(async (id: string) => {
        const { rules } = await import('../../conformance/rules/index.js');
        const rule = rules.find((candidate) => candidate.id === id);
        if (!rule) {
          const { closest } = await import('../../specs/closest.js');
          const near = closest(
            id,
            rules.map((candidate) => candidate.id),
          );
          const hint =
            near.length > 0 ? `; did you mean ${near.join(', ')}?` : '; cqube-conform rules lists all';
          throw new UsageError(`unknown rule ${id}${hint}`);
        }
        const { describeRule } = await import('../describe-rule.js');
        process.stdout.write(await describeRule(rule, styleFor(process.stdout)));
      });
  },
};
