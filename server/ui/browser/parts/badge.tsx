import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';
import type { IconName } from './icon-paths.js';
import type { Tone } from './tone.js';

const SIGNS: Readonly<Record<Tone, IconName | null>> = {
  ok: 'ok',
  bad: 'bad',
  warn: 'warn',
  info: null,
  none: null,
};

/** A word with a colour, and a sign for who does not see colours. */
export const Badge = ({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}) => {
  const sign = icon ?? SIGNS[tone];
  return (
    <span class={`badge ${tone}`}>
      {sign !== null && <Icon name={sign} spin={sign === 'busy'} />}
      <span>{children}</span>
    </span>
  );
};
