/* A CSV with one row more than is documented for its source: one finding of `table/row-limit`, and nothing else. */
import { compare, planOf } from './score-source.mjs';

export async function scoreRowLimit(kit, source, seed) {
  const [planned] = planOf(kit, source, source.limits.rows + 1, seed)();
  const emission = () => kit.breakEmission([planned], { seed, breaks: [], all: false, loose: false });
  const [{ folder, name, member }] = emission().files;
  const path = `${folder}/${name}`;
  const outcome = await kit.check({
    source,
    path,
    member,
    open: async function* open() {
      yield* emission().files[0].pieces();
    },
  });
  const planted = [
    { rule: 'table/row-limit', path, member, line: null, record: null, column: null, what: '' },
  ];
  return {
    planted,
    ...compare(planted, outcome.collected.findings),
    rows: outcome.rows,
    bytes: outcome.bytes,
  };
}
