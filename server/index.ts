/** What the package exports as `cqube-conform/server`: a mock cQube for an emitter's own tests. */
export { startServer } from './start-server.js';
export type { RunningServer } from './start-server.js';
export type { Buckets } from './emission-application.js';
export type { GivenCredential, ServerOptions, ServerSettings } from './options.js';
export type { Clock } from './clock.js';
export { ListenError } from './listener.js';
export { StateError } from './state-folder.js';
export type { ObjectStore, StoredObject } from './s3/object-store.js';
export type { S3Access } from './s3/signing/signing-key.js';
export type { VirtualClock } from './clock.js';
export type { Journal, JournalPage, JournalQuery } from './journal/journal.js';
export type { Faults, FaultState } from './faults/faults.js';
export type { JournalEntry } from '../specs/journal.js';
export { readFaultPlan } from '../specs/read-fault-plan.js';
export type { Fault, FaultAction, FaultPlan } from '../specs/fault-plan.js';
