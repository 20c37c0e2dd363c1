import { release37 } from './release-3.7.js';

/** The release that a forecast is made for, unless another is asked for. */
export const defaultIngestion = release37;
