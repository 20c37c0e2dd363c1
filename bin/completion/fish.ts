/** Completion for fish, from 3.0 on, with descriptions. */
import type { CompletionRow } from './completion-table.js';

export const fishCompletion = (rows: readonly CompletionRow[]): string =>
  [
    '# Completion of cqube-conform for fish, written by: cqube-conform completion fish',
    'function __cqube_conform_at',
    '    set -l at',
    '    for word in (commandline -opc)[2..-1]',
    '        if test "$word" = --',
    "            set at 'a command of your own'",
    '            break',
    '        end',
    `        if contains -- (string trim -- "$at $word") ${rows
      .filter(({ at }) => at !== '')
      .map(({ at }) => quoted(at))
      .join(' ')}`,
    '            set -a at $word',
    '        end',
    '    end',
    '    test "$at" = "$argv"',
    'end',
    'complete -c cqube-conform -e',
    ...rows.flatMap(rowLines),
    '',
  ].join('\n');

function rowLines({ at, commands, options, values, arguments: args }: CompletionRow): string[] {
  const here = `complete -c cqube-conform -n ${quoted(`__cqube_conform_at ${at}`.trimEnd())}`;
  const valueOf = (name: string): CompletionRow['values'][number] | undefined =>
    values.find(({ names }) => names.includes(name));
  return [
    ...commands.map(({ word, description }) => `${here} -f -a ${word} -d ${quoted(description)}`),
    ...(args === null ? [] : [`${here} -f -a ${quoted(args.join(' '))}`]),
    ...options.map(({ word, description }) => {
      const name = word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
      const value = valueOf(word);
      const follows =
        value === undefined ? '' : value.words === null ? ' -r' : ` -x -a ${quoted(value.words.join(' '))}`;
      return `${here} ${name}${follows} -d ${quoted(description)}`;
    }),
  ];
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
