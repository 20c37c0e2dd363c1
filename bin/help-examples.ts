/** Examples at the end of every command's help. A test parses each, so that none names what there is not. */
import type { Command } from 'commander';

/** By command, without the program's name; the empty one is the program. */
export const HELP_EXAMPLES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      'check ./cqube_emission',
      'check ./cqube_emission --profile pipeline-3.7',
      'check student_attendance.csv -f json=report.json',
      'pack exports/ --check',
      'emit ./cqube_emission --dry-run',
      'specs header student_attendance',
    ],
  ],
  [
    'check',
    [
      'check ./cqube_emission',
      'check ./cqube_emission --profile pipeline-3.7',
      'check ./cqube_emission -f html=report.html -f json=report.json',
      'check ./cqube_emission -f github -f sarif=cqube.sarif -f markdown=cqube.md',
      'check ./cqube_emission -f gitlab=gl-code-quality-report.json -f junit=cqube.xml',
      'check ./cqube_emission --list',
      'check ./cqube_emission --config ci/strict.json --print-config',
      'check ./cqube_emission --write-baseline baseline.json --baseline-owner data-cell',
      'check ./cqube_emission --baseline baseline.json --prune-baseline',
      'check export.csv --source grade_details',
      'check ./cqube_emission --only table/value --findings-file findings.ndjson',
      'check - --source subject_details < subjects.csv',
    ],
  ],
  [
    'merge',
    [
      'merge shard-1.json shard-2.json -f junit=report.xml',
      'merge shard-*.json --findings-file all.ndjson --findings-file-in shard-*.ndjson',
    ],
  ],
  [
    'pack',
    [
      'pack exports/ --check',
      'pack exports/ --dry-run',
      'pack exams.csv --source periodic_exam_mst --out july/cqube_emission',
    ],
  ],
  [
    'emit',
    [
      'emit ./cqube_emission --dry-run',
      'emit ./cqube_emission --url https://cqube.example/data --token-file token.txt --yes',
      'emit ./cqube_emission --receipts receipts.json --verify',
    ],
  ],
  [
    'generate',
    [
      'generate ./cqube_emission',
      'generate big --schools 50000 --students 200 --level 1',
      'generate trial --break table/value-type:20 archive/corrupt',
    ],
  ],
  ['rules', ['rules']],
  ['explain', ['explain table/value-type', 'explain EP-13']],
  ['specs', ['specs list', 'specs show student_attendance', 'specs header sch_profile']],
  ['specs list', ['specs list']],
  ['specs show', ['specs show student_attendance', 'specs show diksha']],
  ['specs header', ['specs header sch_profile', 'specs header district_mst --variant udise']],
  [
    'serve',
    [
      'serve',
      'serve --json --port 0 --admin-port 0 --s3-port 0',
      'serve --data-dir ./state --journal journal.ndjson',
    ],
  ],
  [
    'run',
    [
      'run -- python3 my_emitter.py',
      'run --scenario lost-acknowledgement --keep out/ -- ./emit.sh',
      'run -f junit=report.xml -- java -jar emitter.jar --url {url} --token {token}',
    ],
  ],
  ['token', ['token --user my-state', 'token --admin http://127.0.0.1:8001 --json']],
  [
    'completion',
    [
      'completion bash > ~/.local/share/bash-completion/completions/cqube-conform',
      'completion zsh > "${fpath[1]}/_cqube-conform"',
      'completion fish > ~/.config/fish/completions/cqube-conform.fish',
      'completion powershell >> $PROFILE',
    ],
  ],
]);

/** Puts them into the help of the command and of those below it. */
export function addHelpExamples(command: Command, path = ''): void {
  // The single file has not every command.
  const isThere = (example: string): boolean =>
    path !== '' || command.commands.some((child) => example.startsWith(`${child.name()} `));
  const examples = (HELP_EXAMPLES.get(path) ?? []).filter(isThere);
  if (examples.length > 0) {
    const lines = examples.map((example) => `  cqube-conform ${example}`);
    command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  }
  for (const child of command.commands) addHelpExamples(child, `${path} ${child.name()}`.trimStart());
}
