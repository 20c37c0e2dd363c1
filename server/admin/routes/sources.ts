/** What cQube asks for, as data: the tree of files, the order in which they are sent, and the dictionaries. */
import { EMISSION_STEPS, emissionStepOf, PRECEDENCES } from '../../../specs/emission-order.js';
import type { DataSource } from '../../../specs/source.js';
import { sources } from '../../../specs/sources/index.js';
import { ok } from '../answer.js';
import { Refusal } from '../refusal.js';
import { required, text } from '../shape/parameter.js';
import { defineRoute, error, json } from '../shape/route.js';

export const sourceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/sources',
    id: 'listSources',
    summary: 'every file of an emission as the documentation has it, and the order in which they are sent',
    answers: { 200: json('The tree', 'Sources') },
    handle: () => ok({ sources: sources.map(inShort), steps: EMISSION_STEPS, precedences: PRECEDENCES }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/sources/{id}',
    id: 'getSource',
    summary: 'one data source with its dictionary: columns, keys, variants',
    inPath: { id: required(text('Id of the source', 1, 100)) },
    answers: { 200: json('All that is known of it', 'DataSource'), 404: error('There is none of this id') },
    handle: ({ path }) => {
      const source = sources.find(({ id }) => id === path.id);
      if (source === undefined) throw new Refusal(404, 'no data source has this id: see /api/sources');
      return ok(source);
    },
  }),
];

const inShort = ({ id, folder, stem, title, report, kind, aliases }: DataSource) => ({
  id,
  folder,
  stem,
  title,
  report,
  kind,
  aliases: aliases.map((alias) => `${alias.folder}/${alias.stem}.zip`),
  /** Position in the order; null: it has none. */
  step: emissionStepOf(id) ?? null,
});
