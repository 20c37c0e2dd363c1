/** Buttons that copy a text of the page: `data-copy` names its element. */
import { byId } from './element.js';

export function listenForCopies(): void {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null;
    if (button === null) return;
    const source = document.getElementById(button.dataset['copy'] ?? '');
    if (source === null) return;
    copyText(source.textContent ?? '').then(
      () => told(button, 'Copied'),
      () => told(button, 'Select it and press Ctrl+C'),
    );
  });
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page from a file, or in a frame, may not have the clipboard.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) throw new Error('not copied');
  }
}

function told(button: HTMLElement, text: string): void {
  const label = button.textContent;
  button.textContent = text;
  byId('said', HTMLElement).textContent = text;
  setTimeout(() => {
    button.textContent = label;
  }, 1600);
}
