import { ICON_PATHS } from './icon-paths.js';
import type { IconName } from './icon-paths.js';

/** A sign beside words; never instead of them. */
export const Icon = ({ name, spin = false }: { readonly name: IconName; readonly spin?: boolean }) => (
  <svg class={spin ? 'icon spin' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={ICON_PATHS[name]} />
  </svg>
);
