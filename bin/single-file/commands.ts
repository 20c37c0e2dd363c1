/** The commands of the single file, in place of the whole registry: those that need neither server nor emitter. */
import type { commands as registry } from '../commands/index.js';

export const commands: typeof registry = {
  check: async () => (await import('../commands/check.js')).check,
  merge: async () => (await import('../commands/merge.js')).merge,
  rules: async () => (await import('../commands/rules.js')).rules,
  explain: async () => (await import('../commands/explain.js')).explain,
  specs: async () => (await import('../commands/specs.js')).specs,
};
