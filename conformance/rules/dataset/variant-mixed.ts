import { defineRule } from '../../engine/define-rule.js';
import type { MasterTable } from '../../engine/define-rule.js';
import { variantCsv } from '../../engine/example-csv.js';

/** Where as many have the one set as the other, this is what the rest is measured by. */
const PREFERRED = 'udise';

export const variantMixed = defineRule({
  id: 'dataset/variant-mixed',
  scope: 'dataset',
  level: 'must',
  requirement: 'EP-4',
  summary:
    'District, block, cluster and school master all have the udise columns, or all have the state columns.',
  why: 'A cQube is set to one of the two column sets for all four masters: files with the other one are refused, and without them no report shows a school.',
  fix: 'Write all four masters with one column set; `cqube-conform specs show <source>` prints both.',
  message: ({ variant, other, others }) =>
    `The file has the ${variant} columns, while ${(others as readonly string[]).join(', ')} ${(others as readonly string[]).length === 1 ? 'has' : 'have'} the ${other} columns.`,
  masters: {
    check: (tables, report) => {
      const common = commonest(tables);
      const others = tables.filter(({ variant }) => variant === common).map(({ path }) => path);
      for (const { path, variant } of tables)
        if (variant !== common) report({ variant, other: common, others }, [], { path });
    },
  },
  examples: {
    valid: [
      {
        kind: 'emission',
        title: 'two masters with the state columns',
        files: {
          'district_master/district_mst.zip': { csv: variantCsv('district_master', 'state') },
          'block_master/block_mst.zip': { csv: variantCsv('block_master', 'state') },
        },
      },
    ],
    invalid: [
      {
        kind: 'emission',
        title: 'blocks with the state columns, districts with those of udise',
        files: {
          'district_master/district_mst.zip': { csv: variantCsv('district_master', 'udise') },
          'block_master/block_mst.zip': { csv: variantCsv('block_master', 'state') },
        },
      },
    ],
  },
});

function commonest(tables: readonly MasterTable[]): string {
  const countOf = (variant: string): number => tables.filter((table) => table.variant === variant).length;
  const variants = new Set([PREFERRED, ...tables.map(({ variant }) => variant)]);
  return [...variants].toSorted((a, b) => countOf(b) - countOf(a))[0] ?? PREFERRED;
}
