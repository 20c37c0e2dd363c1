/** Outlines of the signs, in a square of 24. */
export const ICON_PATHS = {
  board: 'M4 5h6v6H4zM14 5h6v6h-6zM4 15h6v4H4zM14 15h6v4h-6z',
  exchanges: 'M4 8h14l-3-3M20 16H6l3 3',
  objects: 'M12 3l8 4v10l-8 4-8-4V7zM4 7l8 4 8-4M12 11v10',
  tokens: 'M15 9a4 4 0 1 0-3.6 4L10 15v2H8v2H5v-3l5.4-5.4',
  faults: 'M13 3L5 14h6l-1 7 8-11h-6z',
  report: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h6M9 17h6',
  help: 'M9.5 9a2.5 2.5 0 1 1 3.6 2.2c-.8.5-1.1 1-1.1 2.1M12 17v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  ok: 'M5 12.5l4.5 4.5L19 7.5',
  bad: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  warn: 'M12 4l9 16H3zM12 10v4M12 17v.01',
  busy: 'M12 4a8 8 0 1 1-8 8',
  missing: 'M7 12h10',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  save: 'M12 4v11m-4-4l4 4 4-4M5 20h14',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  back: 'M14 6l-6 6 6 6',
  reset: 'M5 12a7 7 0 1 0 2.5-5.4M5 4v4h4',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15.5 15.5L20 20',
} as const;

export type IconName = keyof typeof ICON_PATHS;
