/** Troubleshooting names rules, scenarios and texts that there are. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../conformance/scenarios/index.js';
import { RULE_IDS } from '../../specs/rule-ids.js';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

const text = read('docs/TROUBLESHOOTING.md');
const [, ...sections] = text.split(/^## /m);
const entries = sections.flatMap((section) => {
  const [title = '', ...parts] = section.split(/^### /m);
  return parts.map((part) => ({
    section: title.trim(),
    heading: part.split('\n')[0] ?? '',
    body: part.slice(part.indexOf('\n')),
  }));
});

const known = new Set<string>(RULE_IDS);
const idsIn = (body: string): string[] =>
  [...body.matchAll(/`((?:emission|archive|table|dataset|journal)\/[\w-]+)`/g)].map(([, id = '']) => id);

describe.each(entries)('$heading', ({ body }) => {
  it('names a rule that finds it, or says that there is none', () => {
    const found = idsIn(body.replaceAll(/\s+/g, ' '));
    expect(found.filter((id) => !known.has(id))).toEqual([]);
    expect(found.length > 0 || body.includes('- No rule:')).toBe(true);
  });

  it('tells what to do', () => {
    expect(body).toMatch(/^- (Mend|No rule): /m);
  });
});

it('has an entry for every section, and no text twice', () => {
  expect(sections.length).toBe(4);
  const headings = entries.map(({ heading }) => heading);
  expect(new Set(headings).size).toBe(headings.length);
  expect(headings.length).toBeGreaterThan(25);
});

it('quotes the API and the storage as they were recorded', () => {
  const recorded = ['application', 'gateway', 's3']
    .map((name) => read(`fixtures/wire/${name}.json`))
    .join('');
  const texts = entries
    .filter(({ section }) => section === 'The emission API' || section === 'The storage')
    .flatMap(({ heading }) => /^`(.*)`$/.exec(heading)?.[1] ?? []);
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter((one) => !recorded.includes(one))).toEqual([]);
});

it('names scenarios that there are', () => {
  const names = new Set(scenarios.map(({ name }) => name));
  const named = [...text.matchAll(/[Ss]cenarios? ((?:`[\w-]+`(?:, )?)+)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  );
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});
