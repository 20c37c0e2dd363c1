/** The commands, in the order in which help lists them. Each is loaded when it is asked for. */
import type { CliCommand } from './command.js';

export const commands: Readonly<Record<string, () => Promise<CliCommand>>> = {
  check: async () => (await import('./check.js')).check,
  init: async () => (await import('./init.js')).init,
  diff: async () => (await import('./diff.js')).diff,
  merge: async () => (await import('./merge.js')).merge,
  fix: async () => (await import('./fix.js')).fix,
  split: async () => (await import('./split.js')).split,
  pack: async () => (await import('./pack.js')).pack,
  emit: async () => (await import('./emit.js')).emit,
  generate: async () => (await import('./generate.js')).generate,
  rules: async () => (await import('./rules.js')).rules,
  explain: async () => (await import('./explain.js')).explain,
  specs: async () => (await import('./specs.js')).specs,
  serve: async () => (await import('./serve.js')).serve,
  run: async () => (await import('./run.js')).run,
  token: async () => (await import('./token.js')).token,
  completion: async () => (await import('./completion.js')).completion,
};
