/** Listing and downloading logs, and that nothing leads out of their folder. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adler32 } from '../../../server/application/logs/checksum.js';
import { contentTypeOf } from '../../../server/application/logs/content-type.js';
import { attachment } from '../../../server/application/logs/disposition.js';
import { findLog } from '../../../server/application/logs/find-log.js';
import { listLogFolders } from '../../../server/application/logs/list-log-folders.js';

let home = '';
let root = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'cqube-conform-logs-'));
  root = join(home, 'logs');
  await mkdir(join(root, 'a/b'), { recursive: true });
  await mkdir(join(home, 'secret'));
  await writeFile(join(home, 'secret/token.txt'), 'secret');
  await writeFile(join(root, 'top.txt'), 'top');
  await writeFile(join(root, 'a/in.log'), 'in');
  await symlink(join(home, 'secret'), join(root, 'out'));
  await symlink(join(home, 'secret/token.txt'), join(root, 'out.txt'));
  await symlink('a/in.log', join(root, 'inner.log'));
  await symlink('a/b', join(root, 'folder'));
  await symlink('nowhere', join(root, 'broken'));
  await symlink('loop', join(root, 'loop'));
});

afterAll(() => rm(home, { recursive: true }));

const kindOf = async (name: string, folder: string | null = root): Promise<string> =>
  (await findLog(folder, name)).kind;

describe('finding a log', () => {
  it.each([
    'top.txt',
    './top.txt',
    'a/in.log',
    'a/../top.txt',
    'a//in.log',
    'inner.log',
    'a/b/../in.log',
    'a/b/./../../top.txt',
  ])('%s is a file', async (name) => {
    expect(await kindOf(name)).toBe('file');
  });

  it.each([
    'a',
    '.',
    'a/b/',
    'folder',
    'out',
    'out/token.txt',
    'out.txt',
    '..',
    '../',
    '/',
    '/etc/passwd',
    '../../../etc/passwd',
    '/opt',
    'a/../..',
    'out/../top.txt',
  ])('%s is refused', async (name) => {
    expect(await kindOf(name)).toBe('refused');
  });

  it.each([
    'no',
    'no/../top.txt',
    'top.txt/',
    'top.txt/..',
    'top.txt/x',
    'broken',
    'loop',
    '../../nope',
    '/no/such',
    '../secret/token.txt',
    '../logs/top.txt',
    'top.txt\0',
    'A/in.log',
    'x'.repeat(300),
    'a/'.repeat(4000),
  ])('%j is missing', async (name) => {
    expect(await kindOf(name)).toBe('missing');
  });

  it('says the same of this machine, whatever lies outside', async () => {
    expect(await kindOf(join(home, 'secret/token.txt'))).toBe('missing');
    expect(await kindOf('top.txt', null)).toBe('missing');
    expect(await kindOf('top.txt', join(home, 'none'))).toBe('missing');
    expect(await kindOf('/etc/passwd', null)).toBe('refused');
  });

  it('finds nothing outside by any path', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      'b',
      'out',
      'folder',
      'secret',
      'token.txt',
      'out.txt',
      'logs',
      'top.txt',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const found = await findLog(root, parts.join('/'));
        if (found.kind === 'file') expect(found.file).toMatch(/\/logs\/(?:top\.txt|a\/in\.log)$/);
      }),
    );
  });
});

describe('listing', () => {
  it('names links, and enters none', async () => {
    expect(await listLogFolders(root)).toEqual([
      {
        path: '.',
        directories: ['a', 'folder', 'out'],
        files: ['broken', 'inner.log', 'loop', 'out.txt', 'top.txt'],
      },
      { path: 'a', directories: ['b'], files: ['in.log'] },
      { path: 'a/b', directories: [], files: [] },
    ]);
    expect(await listLogFolders(join(home, 'none'))).toEqual([]);
  });
});

describe('headers of a file', () => {
  it.each([
    ['data.csv', 'text/csv; charset=utf-8'],
    ['x.txt', 'text/plain; charset=utf-8'],
    ['x.TXT', 'text/plain; charset=utf-8'],
    ['x.log', 'application/octet-stream'],
    ['README', 'application/octet-stream'],
    ['.txt', 'application/octet-stream'],
    ['x.csv.gz', 'text/csv; charset=utf-8'],
    ['x.tgz', 'application/x-tar'],
    ['x.json', 'application/json'],
    ['x.svg', 'image/svg+xml; charset=utf-8'],
    ['x.js', 'application/javascript; charset=utf-8'],
    ['x.constructor', 'application/octet-stream'],
  ])('%s is %s', (name, type) => {
    expect(contentTypeOf(name)).toBe(type);
  });

  it.each([
    ['data.csv', 'attachment; filename=data.csv'],
    ['odd name.txt', 'attachment; filename="odd name.txt"'],
    ['a"b\\c', String.raw`attachment; filename="a\"b\\c"`],
    ['नाम.log', "attachment; filename=.log; filename*=UTF-8''%E0%A4%A8%E0%A4%BE%E0%A4%AE.log"],
    ['é.log', "attachment; filename=e.log; filename*=UTF-8''%C3%A9.log"],
  ])('%s', (name, header) => {
    expect(attachment(name)).toBe(header);
  });

  it('have the published checksum', () => {
    expect(adler32(Buffer.from('Wikipedia'))).toBe(0x11e60398);
    expect(adler32(new Uint8Array())).toBe(1);
  });
});
