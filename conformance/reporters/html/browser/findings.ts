/** The list of findings: searched, filtered, a page at a time. */
import type { EmbeddedFinding, EmbeddedReport } from '../embedded.js';
import { byId, element, grouped } from './element.js';
import { findingRow } from './finding-row.js';
import { searchIn } from './search.js';
import type { Wanted } from './search.js';

const PAGE = 50;

interface Controls {
  readonly words: HTMLInputElement;
  readonly rule: HTMLSelectElement;
  readonly file: HTMLSelectElement;
  readonly severities: readonly HTMLInputElement[];
}

export function showFindings(report: EmbeddedReport): void {
  const search = searchIn(report);
  const controls = fillControls(report);
  const list = byId('finding-list', HTMLElement);
  const state = { found: [] as readonly EmbeddedFinding[], page: 0 };
  const draw = (): void => {
    const first = state.page * PAGE;
    const shown = state.found.slice(first, first + PAGE);
    list.replaceChildren(
      ...(shown.length > 0
        ? shown.map((finding) => findingRow(report, finding))
        : [element('p', { class: 'nothing' }, 'No finding fits. Take a word or a filter away.')]),
    );
    tellPage(first, shown.length, state.found.length);
  };
  const update = (): void => {
    const wanted = wantedBy(controls);
    state.found = search.find(wanted);
    state.page = 0;
    draw();
    tellNumber(state.found.length, search.total(wanted));
  };
  const turn = (by: number): void => {
    state.page += by;
    draw();
    byId('findings', HTMLElement).scrollIntoView();
    list.querySelector('summary')?.focus();
  };
  byId('previous', HTMLButtonElement).addEventListener('click', () => turn(-1));
  byId('next', HTMLButtonElement).addEventListener('click', () => turn(1));
  byId('filters', HTMLFormElement).addEventListener('input', update);
  byId('filters', HTMLFormElement).addEventListener('reset', () => setTimeout(update));
  byId('filters', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
  listenForFilters(report, controls, update);
  update();
}

function fillControls({ rules, files }: EmbeddedReport): Controls {
  const controls = {
    words: byId('words', HTMLInputElement),
    rule: byId('rule', HTMLSelectElement),
    file: byId('file', HTMLSelectElement),
    severities: ['error', 'warning', 'note'].map((name) => byId(`severity-${name}`, HTMLInputElement)),
  };
  const sorted = (names: readonly string[]): readonly (readonly [string, number])[] =>
    names
      .map((name, index): readonly [string, number] => [name, index])
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const option = ([name, index]: readonly [string, number]): HTMLElement =>
    element('option', { value: String(index) }, name || 'the emission as a whole');
  controls.rule.append(...sorted(rules.map(({ id }) => id)).map(option));
  controls.file.append(...sorted(files).map(option));
  return controls;
}

const wantedBy = ({ words, rule, file, severities }: Controls): Wanted => ({
  words: words.value,
  rule: Number(rule.value),
  file: Number(file.value),
  severities: severities.map(({ checked }) => checked),
});

/** Buttons elsewhere on the page that ask for the findings of a rule or a file; `/` goes to the search. */
function listenForFilters({ rules, files }: EmbeddedReport, controls: Controls, update: () => void): void {
  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-rule], [data-file]') : null;
    if (button === null) return;
    const { rule, file } = button.dataset;
    byId('filters', HTMLFormElement).reset();
    controls.rule.value = String(rule === undefined ? -1 : rules.findIndex(({ id }) => id === rule));
    controls.file.value = String(file === undefined ? -1 : files.indexOf(file));
    setTimeout(() => {
      update();
      byId('findings', HTMLElement).scrollIntoView();
      controls.words.focus({ preventScroll: true });
    });
  });
  document.addEventListener('keydown', (event) => {
    const writing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    controls.words.focus();
  });
}

function tellNumber(found: number, total: number | null): void {
  const text =
    total === null || total === found
      ? `${grouped(found)} ${found === 1 ? 'finding' : 'findings'}`
      : `${grouped(found)} samples of ${grouped(total)} findings`;
  byId('found', HTMLElement).textContent = text;
}

function tellPage(first: number, shown: number, all: number): void {
  byId('page-of', HTMLElement).textContent =
    shown === 0 ? '' : `${grouped(first + 1)} to ${grouped(first + shown)} of ${grouped(all)}`;
  byId('previous', HTMLButtonElement).disabled = first === 0;
  byId('next', HTMLButtonElement).disabled = first + shown >= all;
  byId('pages', HTMLElement).hidden = all <= PAGE;
}
