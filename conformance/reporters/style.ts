/** How text may be set off. Reporters never decide on colour themselves. */
export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

const plainPaint: Paint = (text) => text;

export const plainStyle: Style = {
  bold: plainPaint,
  dim: plainPaint,
  red: plainPaint,
  yellow: plainPaint,
  green: plainPaint,
  cyan: plainPaint,
};

const escape =
  (on: number, off: number): Paint =>
  (text) =>
    `\u001b[${on}m${text}\u001b[${off}m`;

export const colourStyle: Style = {
  bold: escape(1, 22),
  dim: escape(2, 22),
  red: escape(31, 39),
  yellow: escape(33, 39),
  green: escape(32, 39),
  cyan: escape(36, 39),
};
