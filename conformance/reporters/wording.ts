/** Numbers and verdicts in words. */
import type { Report } from '../../specs/report.js';

/** `1,234,567`, whatever the locale of the machine. */
export const count = (number: number): string => String(number).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');

export const plural = (number: number, noun: string): string =>
  `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** The verdict as a sentence. */
export function heading({ exitCode, options, profile }: Report): string {
  const level =
    options.failOn === 'error' || options.failOn === 'never'
      ? ''
      : ` (findings from ${options.failOn} on count)`;
  switch (exitCode) {
    case 0:
      return options.failOn === 'never'
        ? 'Checked. Findings do not count (--fail-on never).'
        : `Conformant to ${profile}${level}.`;
    case 1:
      return `Not conformant to ${profile}${level}.`;
    case 3:
      return 'Incomplete: not everything could be read, so there is no verdict.';
    case 4:
      return 'Inconclusive: there was nothing to check.';
  }
}
