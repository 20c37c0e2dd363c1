import { documented } from './documented.js';
import { pipeline37 } from './pipeline-3.7.js';
import type { Profile } from './profile.js';

export const profiles: readonly Profile[] = [documented, pipeline37];

export const defaultProfile = documented;
