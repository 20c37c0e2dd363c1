import { defineRule } from '../../engine/define-rule.js';
import { exampleCsv } from '../../engine/example-csv.js';

export const codeNotNested = defineRule({
  id: 'dataset/code-not-nested',
  scope: 'dataset',
  level: 'must',
  requirement: 'EP-17',
  summary:
    'The codes of a row nest: a block begins with its district, a cluster and a school begin with their block.',
  why: 'cQube takes the place of a school from the codes of its row: reports count it in one block and show it under another.',
  fix: 'Take all codes of a row from one register of places. A school that moved keeps its old code: give it the parents that this code names, or its new code.',
  message: ({ column, value, outer, outerValue }) =>
    `“${value}” in “${column}” does not begin with “${outerValue}”, the row’s “${outer}”.`,
  row: {
    event: 'code-not-nested',
    check: (event) => ({
      details: () =>
        event.kind === 'code-not-nested'
          ? {
              column: event.column,
              value: event.value(),
              outer: event.outer,
              outerValue: event.outerValue(),
            }
          : {},
    }),
  },
  examples: {
    valid: [
      {
        kind: 'emission',
        title: 'a cluster whose code begins with that of its block',
        files: { 'cluster_master/cluster_mst.zip': { csv: exampleCsv('cluster_master') } },
      },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'a cluster of another block',
        files: {
          'cluster_master/cluster_mst.zip': {
            csv: exampleCsv('cluster_master', { udise_block_code: '240102' }),
          },
        },
      },
    ],
  },
});
