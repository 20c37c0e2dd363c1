/** What the package exports as `cqube-conform/conformance`. */
export { checkEmission } from './check-emission.js';
export type { CheckOptions } from './check-emission.js';
export type { Progress } from './settings.js';
export { InputError } from './inputs/emission.js';
export { ReportScriptError } from './reporters/html/script.js';
export { reportPage } from './report-page.js';
export { rules } from './rules/index.js';
export type { Rule } from './engine/define-rule.js';
export { defaultProfile, profiles } from '../specs/profiles/index.js';
export type { Baseline, BaselineEntry, ExtraColumn, Override, PinnedVariants } from '../specs/configured.js';
export type { FailOn, Report } from '../specs/report.js';
