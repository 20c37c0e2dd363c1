/** Names may hold line ends; a message may not. */
export const oneLine = (path: string): string => path.replaceAll(/\p{Cc}/gu, '?');
