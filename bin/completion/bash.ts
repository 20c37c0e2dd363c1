/** Completion for bash, from 3.2 on: no associative arrays, no `compopt`. */
import type { CompletionRow, Word } from './completion-table.js';

export const bashCompletion = (rows: readonly CompletionRow[]): string =>
  [
    '# Completion of cqube-conform for bash, written by: cqube-conform completion bash',
    '_cqube_conform() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}" at="" i words=""',
    '  COMPREPLY=()',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case "$at/${COMP_WORDS[i]}" in',
    // Behind it stands a command of the user's own.
    '      */--) return ;;',
    `      ${paths(rows).join(' | ')}) at="$at/\${COMP_WORDS[i]}" ;;`,
    '    esac',
    '  done',
    '  case "$at $previous" in',
    ...rows.flatMap(valueCases),
    '    *)',
    '      case "$at" in',
    ...rows.map((row) => `        ${quoted(row.at)}) ${choice(row)} ;;`),
    '      esac',
    '      ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    '# What the function does not know is a file.',
    'complete -o bashdefault -o default -F _cqube_conform cqube-conform',
    '',
  ].join('\n');

/** `specs show` as `/specs/show`. */
const pathOf = (at: string): string => (at === '' ? '' : `/${at.replaceAll(' ', '/')}`);

const paths = (rows: readonly CompletionRow[]): string[] =>
  rows.filter(({ at }) => at !== '').map(({ at }) => pathOf(at));

const quoted = (at: string): string => `"${pathOf(at)}"`;

const valueCases = ({ at, values }: CompletionRow): string[] =>
  values.map(({ names, words }) => {
    const fits = names.map((name) => `"${pathOf(at)} ${name}"`).join(' | ');
    return `    ${fits}) ${words === null ? 'return' : `words="${words.join(' ')}"`} ;;`;
  });

/** Options only where one was begun; else commands, or what the arguments are. */
const choice = ({ commands, options, arguments: args }: CompletionRow): string => {
  const others = commands.length > 0 ? only(commands) : (args ?? []).join(' ');
  return `if [[ "$current" == -* ]]; then words="${only(options)}"; else words="${others}"; fi`;
};

const only = (words: readonly Word[]): string => words.map(({ word }) => word).join(' ');
