/** `Mon, 01 Aug 2022 10:00:00 GMT` of a moment in milliseconds since 1970. */
export const httpDate = (moment: number): string => new Date(moment).toUTCString();
