/** `explain <rule>`: everything about one rule or one requirement, examples with the messages that they really give. */
import type { Command } from 'commander';
import type { Rule } from '../../conformance/engine/define-rule.js';
import { UsageError } from '../exit-codes.js';
import { styleFor } from '../terminal.js';
import type { CliCommand } from './command.js';

export const explain: CliCommand = {
  register: (program: Command) => {
    program
      .command('explain')
      .description('one rule, or one requirement: reason, mend, severity in each profile, examples')
      .argument('<rule>', 'rule id, such as table/value-type or value-type; or a requirement, such as EP-13')
      .exitOverride()
      .action(run);
  },
};

async function run(name: string): Promise<void> {
  const { rules } = await import('../../conformance/rules/index.js');
  const { requirements } = await import('../../specs/requirements.js');
  const { describeRule } = await import('../describe-rule.js');
  const style = styleFor(process.stdout);
  const requirement = requirements.find(({ id }) => id === name.toUpperCase());
  const found = rules.filter((rule) =>
    requirement
      ? rule.requirement === requirement.id || requirement.alsoCheckedBy.includes(rule.id)
      : rule.id === name || rule.id.endsWith(`/${name}`),
  );
  if (!requirement && found.length === 0) throw await unknown(name, rules);
  if (requirement) {
    const { id, text, notOffline } = requirement;
    process.stdout.write(`${style.bold(id)}: ${text}\n${notOffline === null ? '' : `${notOffline}\n`}\n`);
  }
  for (const rule of found) process.stdout.write(await describeRule(rule, style));
}

async function unknown(name: string, rules: readonly Rule[]): Promise<UsageError> {
  const { closest } = await import('../../specs/closest.js');
  const near = closest(
    name,
    rules.map(({ id }) => id),
  );
  const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '; cqube-conform rules lists all';
  return new UsageError(`unknown rule ${name}${hint}`);
}
