/** What can stand where on the command line, in the form that all shells' scripts are written from. */
import { everyCommand } from './command-tree.js';
import type { CommandNode, OptionNode } from './command-tree.js';
import { knownValues } from './known-values.js';

export interface Word {
  readonly word: string;
  readonly description: string;
}

export interface CompletionRow {
  /** Commands so far, such as `specs show`; empty at the beginning. */
  readonly at: string;
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
  /** What an option that takes a value is followed by; null: files. */
  readonly values: readonly { readonly names: readonly string[]; readonly words: readonly string[] | null }[];
  /** What the arguments are; null: files. */
  readonly arguments: readonly string[] | null;
}

export const completionTable = (program: CommandNode): readonly CompletionRow[] =>
  everyCommand(program).map((node) => {
    const at = node.path.join(' ');
    const [argument] = node.arguments;
    return {
      at,
      commands: node.commands.map(({ name, description }) => ({ word: plain(name), description })),
      options: node.options.flatMap(({ names, description }) =>
        names.map((name) => ({ word: plain(name), description })),
      ),
      values: node.options.filter(({ takesValue }) => takesValue).map((option) => valuesOf(at, option)),
      arguments: argument === undefined ? null : words(knownValues(`${at} <${argument.name}>`)),
    };
  });

const valuesOf = (at: string, { names }: OptionNode): CompletionRow['values'][number] => ({
  names,
  words: words(
    names
      .flatMap((name) => [`${at} ${name}`, name])
      .map(knownValues)
      .find((known) => known !== null) ?? null,
  ),
});

const words = (known: readonly string[] | null): readonly string[] | null =>
  known === null ? null : known.map(plain);

/** Every word goes into scripts unquoted: one with a meaning to a shell must never get there. */
function plain(word: string): string {
  if (/^[\w./-]+$/.test(word)) return word;
  throw new TypeError(`cannot be completed in every shell: ${word}`);
}
