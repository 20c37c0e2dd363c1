/** `specs`: the dictionaries, for reading and for pasting. */
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { styleFor } from '../terminal.js';
import type { CliCommand } from './command.js';

const print = (lines: readonly string[]): boolean => process.stdout.write(`${lines.join('\n')}\n`);

export const specs: CliCommand = {
  register: (program: Command) => {
    const group = program
      .command('specs')
      .description('what cQube asks for: data sources, columns, header lines')
      .exitOverride();
    group
      .command('list')
      .description('all data sources, one a line')
      .exitOverride()
      .action(async () => {
        const { sources } = await import('../../specs/sources/index.js');
        const { sourceLine } = await import('../../specs/describe.js');
        print(sources.map(sourceLine));
      });
    group
      .command('show')
      .description('columns, keys, variants and conflicts of a data source, or the sources of a family')
      .argument('<name>', 'id, file stem, or family (semester, diksha)')
      .exitOverride()
      .action(async (name: string) => {
        const found = await resolve(name);
        const { describeSource, sourceLine } = await import('../../specs/describe.js');
        if (found.kind === 'family') print(found.sources.map(sourceLine));
        else print(describeSource(found.source, styleFor(process.stdout).bold));
      });
    group
      .command('header')
      .description('the header line to use')
      .argument('<source>', 'id or file stem')
      .option('--variant <name>', 'the header of this column set')
      .exitOverride()
      .action(async (name: string, flags: { readonly variant?: string }) => {
        const found = await resolve(name);
        if (found.kind === 'family') {
          throw new UsageError(
            `${name} is a family; name one of ${found.sources.map(({ id }) => id).join(', ')}`,
          );
        }
        const { headerLine } = await import('../../specs/lookup.js');
        const line = headerLine(found.source, flags.variant);
        if (line === null) {
          const variants = found.source.variants.map((variant) => variant.name).join(', ');
          throw new UsageError(
            `${name} has no variant ${flags.variant ?? ''}: ${variants === '' ? 'it has none' : `there are ${variants}`}`,
          );
        }
        print([line]);
      });
  },
};

async function resolve(name: string) {
  const { resolveName } = await import('../../specs/lookup.js');
  const found = resolveName(name);
  if (found.kind !== 'unknown') return found;
  const hint =
    found.suggestions.length > 0
      ? `; did you mean ${found.suggestions.join(', ')}?`
      : '; cqube-conform specs list shows all';
  throw new UsageError(`unknown data source ${name}${hint}`);
}
