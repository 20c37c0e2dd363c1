/* Makes one file of `check` and what belongs to it, without a node_modules folder. Needs `tsc -b`. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './ensure-installed.mjs';

const dist = join(root, 'dist');

/** The text of the file. Throws where something of it would be looked for beside the file. */
export async function singleFile(version) {
  const { pageScript } = await import('../dist/conformance/reporters/html/script.js');
  const changes = replacements(version, pageScript());
  const unused = new Set(changes);
  const bundle = await rolldown({
    input: join(dist, 'bin/single-file/entry.js'),
    platform: 'node',
    plugins: [
      {
        name: 'replacements',
        load(id) {
          const change = changes.find(({ file }) => id === join(dist, file));
          if (change === undefined) return null;
          unused.delete(change);
          return replaced(readFileSync(id, 'utf8'), change);
        },
      },
    ],
    // A package that cannot be found would be left outside.
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({
    format: 'esm',
    codeSplitting: false,
    comments: { legal: true },
  });
  await bundle.close();
  const [chunk, ...more] = output;
  if (more.length > 0)
    throw new Error(`more than one file: ${more.map(({ fileName }) => fileName).join(', ')}`);
  if (unused.size > 0) throw new Error(`not replaced: ${[...unused].map(({ file }) => file).join(', ')}`);
  const outside = chunk.imports.filter((name) => !name.startsWith('node:') && !isBuiltin(name));
  if (outside.length > 0) throw new Error(`left outside: ${outside.join(', ')}`);
  const beside = /new URL\((?!import\.meta\.url\))[^)]*import\.meta\.url/.exec(chunk.code);
  if (beside) throw new Error(`looked for beside the file: ${beside[0]}; see the replacements`);
  return [
    '#!/usr/bin/env node',
    `/* cqube-conform ${version}: check, merge, rules, explain and specs in one file; it needs Node 20.19 or newer alone. */`,
    ...licences(Object.keys(chunk.modules)),
    chunk.code.replace(/^#!.*\n/, ''),
  ].join('\n');
}

const replacements = (version, script) => [
  // Server and emitter stay outside.
  {
    file: 'bin/program.js',
    from: "from './commands/index.js'",
    to: "from './single-file/commands.js'",
  },
  // There is no package.json beside it…
  { file: 'bin/version.js', from: null, to: `export const version = () => ${JSON.stringify(version)};` },
  // …and no script of the HTML report…
  {
    file: 'conformance/reporters/html/script.js',
    from: null,
    to: `export class ReportScriptError extends Error {}\nexport const pageScript = () => ${JSON.stringify(script)};`,
  },
  // …and no other file that a thread could start with.
  {
    file: 'conformance/threads/run-jobs.js',
    from: "new URL('./file-thread.js', import.meta.url)",
    to: 'new URL(import.meta.url)',
  },
];

function replaced(text, { file, from, to }) {
  if (from === null) return to;
  if (text.split(from).length !== 2) throw new Error(`${file} holds this not once: ${from}`);
  return text.replace(from, () => to);
}

const isBuiltin = (name) => process.getBuiltinModule(name) !== undefined;

/** The licences of what is in the file: they ask to go along. */
function licences(modules) {
  const packages = new Set(
    modules.flatMap(
      (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0] ?? [],
    ),
  );
  return [root, ...packages].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
    return `/*!\n${name} ${version}, ${license}\n${text.trim().replaceAll('*/', '* /')}\n*/`;
  });
}
