/** The commands as plain data, read from the parser itself: completions and manual page cannot say anything else. */
import type { Argument, Command, Option } from 'commander';

export interface OptionNode {
  /** As the help prints it, such as `-f, --format <name[=file]>`. */
  readonly flags: string;
  /** Each way to write it, such as `-f` and `--format`. */
  readonly names: readonly string[];
  readonly takesValue: boolean;
  readonly description: string;
  /** Null where there is none, or where it is empty. */
  readonly defaultValue: string | null;
}

export interface ArgumentNode {
  /** As the help prints it, such as `[paths...]`. */
  readonly term: string;
  readonly name: string;
  readonly description: string;
}

export interface CommandNode {
  /** Words behind the program's name; none for the program. */
  readonly path: readonly string[];
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly ArgumentNode[];
  readonly options: readonly OptionNode[];
  /** Whole calls, without the program's name. */
  readonly examples: readonly string[];
  readonly commands: readonly CommandNode[];
}

export const readTree = (command: Command, path: readonly string[] = []): CommandNode => ({
  path,
  name: command.name(),
  description: command.description(),
  arguments: command.registeredArguments.map(argumentNode),
  options: command
    .createHelp()
    .visibleOptions(command)
    .map((option) => optionNode(option)),
  examples: examplesOf(command),
  commands: command.commands.map((child) => readTree(child, [...path, child.name()])),
});

/** The command and all below it, parents first. */
export const everyCommand = (node: CommandNode): readonly CommandNode[] => [
  node,
  ...node.commands.flatMap(everyCommand),
];

/** What its help has below "Examples:", whoever put it there. */
function examplesOf(command: Command): string[] {
  const before = { ...command.configureOutput() };
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  command.configureOutput(before);
  const [, behind = ''] = help.split(/^Examples:$/m);
  return [...behind.matchAll(/^ {2}cqube-conform (.*)$/gm)].map(([, example = '']) => example);
}

const optionNode = (option: Option): OptionNode => ({
  flags: option.flags,
  names: [option.short, option.long].filter((name) => name !== undefined),
  takesValue: option.required || option.optional,
  description: option.description,
  defaultValue: typeof option.defaultValue === 'string' ? option.defaultValue : null,
});

function argumentNode(argument: Argument): ArgumentNode {
  const name = argument.name();
  const term = argument.variadic ? `${name}...` : name;
  return {
    term: argument.required ? `<${term}>` : `[${term}]`,
    name,
    description: argument.description,
  };
}
