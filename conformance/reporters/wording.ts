/** Numbers and verdicts in words. */
import type { Report } from '../../specs/report.js';

/** `1,234,567`, whatever the locale of the machine. */
export const count = (number: number): string => String(number).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');

export const plural = (number: number, noun: string): string =>
  `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

const isPart = ({ only, skip }: Report['options']): boolean => only.length > 0 || skip.length > 0;

const LOSES = ' But more rows would be lost than --fail-on-loss allows.';

/** The verdict as a sentence. */
export function heading({ exitCode, verdict, options, profile, rules, shard }: Report): string {
  if (shard !== null && exitCode !== 3)
    return `${exitCode === 0 ? 'No findings that count' : 'Findings'} in shard ${shard.index} of ${shard.count}: the verdict on ${profile} comes with merge.`;
  const level =
    options.failOn === 'error' || options.failOn === 'never'
      ? ''
      : ` (findings from ${options.failOn} on count)`;
  const loses = exitCode === 1 && verdict !== 'not-conformant';
  if (options.forecastOnly && (exitCode === 0 || loses))
    return `Forecast only: no rule was asked (--forecast-only).${loses ? LOSES : ''}`;
  if (loses)
    return `${verdict === 'conformant' ? `Conformant to ${profile}${level}.` : verdict === 'accepted' ? 'Accepted under rules of your own.' : 'Nothing was judged.'}${LOSES}`;
  switch (exitCode) {
    case 0:
      if (options.failOn === 'never') return 'Checked. Findings do not count (--fail-on never).';
      if (isPart(options))
        return `No such findings in the ${plural(rules.length, 'rule')} that ran (--only, --skip${verdict === 'accepted' ? ', and rules of your own' : ''}): not a verdict on conformance to ${profile}${level}.`;
      return verdict === 'accepted'
        ? `Accepted under rules of your own${level}: not the word on conformance to ${profile}.`
        : `Conformant to ${profile}${level}.`;
    case 1:
      return `Not conformant to ${profile}${level}.`;
    case 3:
      return 'Incomplete: not everything could be read, so there is no verdict.';
    case 4:
      return 'Inconclusive: there was nothing to check.';
  }
}
