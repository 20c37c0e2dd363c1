/** What the package exports as `cqube-conform/server`: a mock cQube for an emitter's own tests. */
export { startServer } from './start-server.js';
export type { RunningServer } from './start-server.js';
export type { Buckets } from './emission-application.js';
export type { GivenCredential, ServerOptions, ServerSettings } from './options.js';
export type { Clock } from './clock.js';
export { ListenError } from './listener.js';
export { StateError } from './state-folder.js';
export type { ObjectStore, StoredObject } from './s3/object-store.js';
