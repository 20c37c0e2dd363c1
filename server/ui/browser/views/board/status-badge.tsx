import type { Arrival } from '../../../../arrivals/arrival.js';
import { Badge } from '../../parts/badge.js';
import type { Tone } from '../../parts/tone.js';
import type { IconName } from '../../parts/icon-paths.js';
import { plural } from '../../parts/format.js';
import type { FileStatus } from './board-model.js';

const LOOKS: Readonly<
  Record<FileStatus, { readonly tone: Tone; readonly word: string; readonly icon?: IconName }>
> = {
  missing: { tone: 'none', word: 'missing' },
  elsewhere: { tone: 'none', word: 'sent under another name' },
  asked: { tone: 'warn', word: 'URL asked, not uploaded', icon: 'clock' },
  checking: { tone: 'info', word: 'checking', icon: 'busy' },
  conformant: { tone: 'ok', word: 'conformant' },
  remarks: { tone: 'ok', word: 'conformant' },
  broken: { tone: 'bad', word: 'broken' },
  unchecked: { tone: 'warn', word: 'not checked' },
};

export const StatusBadge = ({
  status,
  arrival,
}: {
  readonly status: FileStatus;
  readonly arrival?: Arrival | null;
}) => {
  const { tone, word, icon } = LOOKS[status];
  const { error = 0, warning = 0 } = arrival?.counts ?? {};
  if (status === 'broken' && error > 0) return <Badge tone="bad">{plural(error, 'error')}</Badge>;
  // Conformant all the same, and yet worth a look.
  if (status === 'remarks' && warning > 0) return <Badge tone="warn">{plural(warning, 'warning')}</Badge>;
  return (
    <Badge tone={tone} {...(icon === undefined ? {} : { icon })}>
      {word}
    </Badge>
  );
};
