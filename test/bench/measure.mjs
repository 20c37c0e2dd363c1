/* What a command costs: wall time, processor time, peak memory. Commands that are compared run in turn, round after round. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../dist/bin/cqube-conform.js', import.meta.url));

/** A Node child tells its cost through its fourth pipe when it ends; on every system, threads included. */
const TELL_COST = `data:text/javascript,${encodeURIComponent(
  'import{writeSync}from"node:fs";process.on("exit",()=>{const{userCPUTime:u,systemCPUTime:s,maxRSS:m}=process.resourceUsage();writeSync(3,`${(u+s)/1e6} ${m/1024}`)})',
)}`;
/** Of other programs GNU time knows it; where there is none, the wall time has to do. */
const GNU_TIME = process.platform === 'linux' && existsSync('/usr/bin/time') ? '/usr/bin/time' : null;

/** A command: `what` for people, and the program with its arguments. */
export const node = (...args) => ({ program: process.execPath, args, isNode: true });
export const check = (...args) => node(bin, 'check', ...args);
export const shell = (script, ...args) => ({ program: 'sh', args: ['-c', script, ...args], isNode: false });

/** The same command on some cores only. */
export const onCores = (cores, { program, args, isNode }) => ({
  program: 'taskset',
  args: ['-c', cores, program, ...args],
  isNode,
});

/** Is the program there? */
export const has = (program) =>
  (process.env.PATH ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .some((folder) => existsSync(`${folder}/${program}`) || existsSync(`${folder}/${program}.exe`));

/**
 * Seconds, CPU seconds, MiB (the latter two null where nobody tells) and standard output. Rejects where the program cannot
 * be started, or ends with another code than 0 or 1.
 */
export async function measure(command) {
  const { program, args, options } = prepared(command);
  const began = performance.now();
  const child = spawn(program, args, options);
  const [out, err, told] = [1, 2, 3].map((pipe) => collect(child.stdio[pipe]));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wall = (performance.now() - began) / 1000;
  if (code !== 0 && code !== 1)
    throw new Error(
      `${[command.program, ...command.args].join(' ').slice(0, 300)}: ended with ${code}: ${err().slice(-500)}`,
    );
  const [cpu = null, rss = null] = (told() || (GNU_TIME && costLine(err())) || '')
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
  return { wall, cpu, rss, out: out() };
}

function prepared({ program, args, isNode }) {
  const env = { ...process.env, NO_COLOR: '1' };
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe'];
  if (isNode) {
    const at = args.indexOf(process.execPath);
    const told = [...args.slice(0, at + 1), '--import', TELL_COST, ...args.slice(at + 1)];
    return { program, args: told, options: { stdio, env } };
  }
  if (GNU_TIME === null) return { program, args, options: { stdio, env } };
  return { program: GNU_TIME, args: ['-f', 'cost %U %S %M', program, ...args], options: { stdio, env } };
}

function costLine(text) {
  const [, user, system, kilobytes] = /cost ([\d.]+) ([\d.]+) (\d+)/.exec(text) ?? [];
  return user === undefined ? '' : `${Number(user) + Number(system)} ${Number(kilobytes) / 1024}`;
}

function collect(stream) {
  const parts = [];
  stream?.on('data', (part) => parts.push(part));
  return () => Buffer.concat(parts).toString();
}

/** Rounds that are told; of many short ones the first say enough. */
const MOST_TOLD = 5;

/**
 * Runs the commands in turn, so that a machine that speeds up or slows down does so to all, and gives back by name the
 * medians and all runs. `verify` sees each output and throws where it is not what it should be.
 */
export async function compare(commands, { rounds, tell, verify }) {
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      if (round < MOST_TOLD) tell(`${name}, round ${round + 1} of ${rounds}`);
      const run = await measure(command);
      verify?.(name, run.out);
      runs[name].push(run);
    }
  }
  return Object.fromEntries(
    Object.entries(runs).map(([name, all]) => [name, { ...medians(all), runs: all }]),
  );
}

const medians = (runs) => ({
  wall: median(runs.map(({ wall }) => wall)),
  cpu: median(runs.map(({ cpu }) => cpu)),
  rss: median(runs.map(({ rss }) => rss)),
});

/** null where one is missing. */
export const median = (values) =>
  values.includes(null) ? null : values.toSorted((one, other) => one - other)[values.length >> 1];

/** Median of the ratios of rounds: pairs that ran beside each other are compared. */
export const pairedRatio = (some, others) =>
  median(some.runs.map(({ wall }, round) => wall / others.runs[round].wall));
