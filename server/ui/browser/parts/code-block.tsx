import { CopyButton } from './copy-button.js';

/** Lines to be taken along. Focusable, since it may have to be scrolled. */
export const CodeBlock = ({
  text,
  label,
  copy = 'Copy',
}: {
  readonly text: string;
  /** What it is, to who cannot see it. */
  readonly label: string;
  readonly copy?: string;
}) => (
  <div class="code">
    <CopyButton text={text} label={copy} />
    <pre tabIndex={0} role="region" aria-label={label}>
      {text}
    </pre>
  </div>
);
