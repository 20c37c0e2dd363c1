/** The specs as data: `cqube-conform/specs`. */
export { documentedNames } from './documented-names.js';
export { EMISSION_STEPS, PRECEDENCES, emissionStepOf, precedencesOf } from './emission-order.js';
export type { EmissionStep, Precedence } from './emission-order.js';
export { findByFile, findSource, headerLine, resolveName } from './lookup.js';
export type { FoundFile, ResolvedName } from './lookup.js';
export { CODE_DIGITS } from './source.js';
export type {
  Alias,
  AllowedPairs,
  CodeClass,
  Conflict,
  Constraints,
  DataSource,
  Family,
  Field,
  FieldFormat,
  FieldType,
  FileName,
  ForeignKey,
  Origin,
  PipelineFacts,
  PipelineLayout,
  PipelineType,
  Section,
  Variant,
} from './source.js';
export { sources } from './sources/index.js';
