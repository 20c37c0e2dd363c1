/** How what is said of something looks; the words say it too. */
export type Tone = 'ok' | 'bad' | 'warn' | 'info' | 'none';
