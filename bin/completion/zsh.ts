/** Completion for zsh, with descriptions. */
import type { CompletionRow, Word } from './completion-table.js';

export const zshCompletion = (rows: readonly CompletionRow[]): string =>
  [
    '#compdef cqube-conform',
    '# Completion of cqube-conform for zsh, written by: cqube-conform completion zsh',
    '_cqube_conform() {',
    '  local at="" i',
    '  local -a found options',
    '  for ((i = 2; i < CURRENT; i++)); do',
    '    case "$at/${words[i]}" in',
    '      (*/--) _files; return ;;',
    `      (${rows
      .filter(({ at }) => at !== '')
      .map(({ at }) => pathOf(at))
      .join('|')}) at="$at/\${words[i]}" ;;`,
    '    esac',
    '  done',
    '  case "$at ${words[CURRENT - 1]}" in',
    ...rows.flatMap(valueCases),
    '  esac',
    '  case "$at" in',
    ...rows.flatMap(rowLines),
    '  esac',
    '  if [[ "$PREFIX" == -* ]]; then _describe -o option options',
    '  elif (( $#found )); then _describe value found',
    '  else _files; fi',
    '}',
    // Read as a file of $fpath it completes at once; sourced, it has to be made known.
    'if [[ "$funcstack[1]" == _cqube-conform ]]; then _cqube_conform "$@"; else compdef _cqube_conform cqube-conform; fi',
    '',
  ].join('\n');

const pathOf = (at: string): string => (at === '' ? '' : `/${at.replaceAll(' ', '/')}`);

const valueCases = ({ at, values }: CompletionRow): string[] =>
  values.map(({ names, words }) => {
    const fits = names.map((name) => `"${pathOf(at)} ${name}"`).join('|');
    const then = words === null ? '_files' : `found=(${words.join(' ')}); _describe value found`;
    return `    (${fits}) ${then}; return ;;`;
  });

const rowLines = ({ at, commands, options, arguments: args }: CompletionRow): string[] => [
  `    ("${pathOf(at)}")`,
  `      options=(${options.map(described).join(' ')})`,
  `      found=(${commands.length > 0 ? commands.map(described).join(' ') : (args ?? []).join(' ')})`,
  '      ;;',
];

/** `word:what it is`; the words hold no colon. */
const described = ({ word, description }: Word): string =>
  `'${`${word}:${description.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}`.replaceAll("'", "'\\''")}'`;
