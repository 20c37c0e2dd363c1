/*
 * Plants defects into the CSV of one source, checks it, and compares: what was planted is to be found, where it was
 * planted, and nothing else. The modules are given, so that a test takes the sources and a script what was built.
 * Nothing is written: the check reads the CSV as it is made, so that millions of rows need no disk.
 */
import { createHash } from 'node:crypto';

/** Defects of values and rows go into one file; each defect of a header or of the whole needs a file of its own. */
export async function scoreSource(kit, { source, rows, count, seed, chunkBytes }) {
  const plan = planOf(kit, source, rows, seed);
  const [planned] = plan();
  const rounds = [rowBreaks(kit, planned, count)];
  for (const planter of kit.planters) {
    if (planter.kind !== 'table') continue;
    const places = planned.tables
      .map((table, index) => planter.room(table, index === 0))
      .find((room) => room > 0);
    if (places !== undefined) rounds.push([{ rule: planter.rule, count: Math.min(2, places), source: null }]);
  }
  const scores = [];
  for (const [round, breaks] of rounds.entries()) {
    // What is about the header alone needs few rows.
    const planRound = round === 0 ? plan : planOf(kit, source, Math.min(rows, 200), seed);
    scores.push(await scoreRound(kit, planRound, { breaks, seed: seed + round, chunkBytes }));
  }
  return {
    planted: scores.flatMap((score) => score.planted),
    missed: scores.flatMap((score) => score.missed),
    extra: scores.flatMap((score) => score.extra),
    rows: scores.reduce((sum, score) => sum + score.rows, 0),
    bytes: scores.reduce((sum, score) => sum + score.bytes, 0),
    digest: digestOf(scores.map((score) => score.digest)),
  };
}

/** `count` defects of every rule of values and rows that the file has a place for; fewer where it has few rows. */
export function rowBreaks(kit, planned, count) {
  const inRows = kit.planters.filter(
    (planter) => planter.kind === 'row' && planned.tables.some((table) => planter.columns(table).length > 0),
  );
  const fewest = Math.min(...planned.tables.map((table) => table.rows));
  const most = Math.floor((fewest * 0.8) / (inRows.length + 2));
  return inRows.map(({ rule }) => ({ rule, count: Math.max(1, Math.min(count, most)), source: null }));
}

const digestOf = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** As many rows as the source can have, up to `rows`; with so many schools that keys last. */
export function planOf(kit, source, rows, seed) {
  const options = {
    seed,
    schools: Math.max(1, Math.min(rows, 1_000_000)),
    students: 20,
    months: 1,
    end: { year: 2023, month: 12, day: 15 },
    sources: [source.id],
    onlyThese: true,
    profile: kit.profile,
  };
  const natural = () => kit.planEmission({ ...options, rows: new Map() });
  if (source.sections || natural()[0].rows === rows) return natural;
  // Of districts there are codes for 99.
  for (const wanted of [rows, 99]) {
    const forced = () => kit.planEmission({ ...options, rows: new Map([[source.id, wanted]]) });
    try {
      forced();
      return forced;
    } catch {
      // Fewer, then.
    }
  }
  return natural;
}

async function scoreRound(kit, plan, { breaks, seed, chunkBytes }) {
  const broken = () => kit.breakEmission(plan(), { seed, breaks, all: false, loose: false });
  const first = broken();
  const [file] = first.files;
  let opened = 0;
  let bytes = 0;
  // The check may read a second time: the same defects are then written once more.
  const open = async function* open() {
    const again = opened++ > 0;
    for (const chunk of inChunks(again ? broken().files[0].pieces() : file.pieces(), chunkBytes)) {
      if (!again) bytes += chunk.length;
      yield chunk;
    }
  };
  const outcome = await kit.check({
    source: file.planned.source,
    path: `${file.folder}/${file.name}`,
    member: file.member,
    open,
  });
  return {
    planted: first.planted,
    ...compare(first.planted, outcome.collected.findings),
    rows: outcome.rows,
    bytes,
    digest: digestOf(outcome),
  };
}

/** What was planted and not found, and the other way round. */
export function compare(planted, findings) {
  const wanted = countBy(planted.map(keyOfPlanted));
  const found = countBy(findings.map(keyOfFinding));
  return { missed: beyond(wanted, found), extra: beyond(found, wanted) };
}

function* inChunks(pieces, size) {
  for (const piece of pieces) {
    if (size === null) yield piece;
    else for (let at = 0; at < piece.length; at += size) yield piece.subarray(at, at + size);
  }
}

const keyOfPlanted = ({ rule, path, line, record, column }) => keyOf(rule, path, line, record, column);
const keyOfFinding = ({ rule, where }) => keyOf(rule, where.path, where.line, where.record, where.column);

const keyOf = (rule, path, line, record, column) =>
  [rule, path, line ?? '-', record ?? '-', column ?? '-'].join(' ');

function countBy(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What is in the first more often than in the second. */
const beyond = (some, others) =>
  [...some].flatMap(([key, count]) =>
    Array.from({ length: Math.max(0, count - (others.get(key) ?? 0)) }, () => key),
  );
