/** Completion for PowerShell, from 5.1 on, with descriptions. */
import type { CompletionRow, Word } from './completion-table.js';

export const powershellCompletion = (rows: readonly CompletionRow[]): string =>
  [
    '# Completion of cqube-conform for PowerShell, written by: cqube-conform completion powershell',
    'Register-ArgumentCompleter -Native -CommandName cqube-conform -ScriptBlock {',
    '    param($wordToComplete, $commandAst, $cursorPosition)',
    '    $commands = @{',
    ...rows.map(({ at, commands }) => `        ${quoted(at)} = ${table(commands)}`),
    '    }',
    '    $options = @{',
    ...rows.map(({ at, options }) => `        ${quoted(at)} = ${table(options)}`),
    '    }',
    '    $values = @{',
    ...rows.flatMap(valueLines),
    '    }',
    '    $at = ""',
    '    $previous = ""',
    '    foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {',
    '        if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne "") { break }',
    '        $word = "$element"',
    '        if ($word -eq "--") { return }',
    '        $next = "$at $word".Trim()',
    '        if ($commands.ContainsKey($next)) { $at = $next }',
    '        $previous = $word',
    '    }',
    '    $found = [ordered]@{}',
    '    if ($values.ContainsKey("$at $previous".Trim())) {',
    '        foreach ($value in $values["$at $previous".Trim()]) { $found[$value] = $value }',
    '    } elseif ($wordToComplete -like "-*") { $found = $options[$at] }',
    '    elseif ($commands[$at].Count -gt 0) { $found = $commands[$at] }',
    '    elseif ($values.ContainsKey("$at <>".Trim())) {',
    '        foreach ($value in $values["$at <>".Trim()]) { $found[$value] = $value }',
    '    }',
    '    foreach ($word in $found.Keys) {',
    '        if ($word -like "$wordToComplete*") {',
    "            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $found[$word])",
    '        }',
    '    }',
    '}',
    '',
  ].join('\n');

function valueLines({ at, values, arguments: args }: CompletionRow): string[] {
  const lines = values.flatMap(({ names, words }) =>
    words === null ? [] : names.map((name) => `        ${quoted(`${at} ${name}`.trim())} = ${list(words)}`),
  );
  return args === null ? lines : [...lines, `        ${quoted(`${at} <>`)} = ${list(args)}`];
}

const table = (words: readonly Word[]): string =>
  words.length === 0
    ? '@{}'
    : `[ordered]@{ ${words.map(({ word, description }) => `${quoted(word)} = ${quoted(description)}`).join('; ')} }`;

const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`;

/** Single quotes, curly ones included, end a string there. */
const quoted = (text: string): string => `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
