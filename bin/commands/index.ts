import { check } from './check.js';
import type { CliCommand } from './command.js';
import { diff } from './diff.js';
import { emit } from './emit.js';
import { explain } from './explain.js';
import { fix } from './fix.js';
import { generate } from './generate.js';
import { init } from './init.js';
import { merge } from './merge.js';
import { pack } from './pack.js';
import { rules } from './rules.js';
import { run } from './run.js';
import { serve } from './serve.js';
import { specs } from './specs.js';
import { split } from './split.js';
import { token } from './token.js';

export const commands: readonly CliCommand[] = [
  check,
  init,
  diff,
  merge,
  fix,
  split,
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
