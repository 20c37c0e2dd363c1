import { check } from './check.js';
import type { CliCommand } from './command.js';
import { emit } from './emit.js';
import { explain } from './explain.js';
import { generate } from './generate.js';
import { merge } from './merge.js';
import { pack } from './pack.js';
import { rules } from './rules.js';
import { run } from './run.js';
import { serve } from './serve.js';
import { specs } from './specs.js';
import { token } from './token.js';

export const commands: readonly CliCommand[] = [
  check,
  merge,
  pack,
  emit,
  generate,
  rules,
  explain,
  specs,
  serve,
  run,
  token,
];
