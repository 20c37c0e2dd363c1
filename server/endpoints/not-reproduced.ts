/** Recorded exchanges that the mock answers differently, each with the reason. */
export const notReproduced: Readonly<Record<string, string>> = {};
