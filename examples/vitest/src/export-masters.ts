/** From what a state's database holds to an emission folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AdmZip from 'adm-zip';

export interface District {
  readonly code: string;
  readonly name: string;
}

export interface Block {
  readonly code: string;
  readonly name: string;
  readonly district: string;
}

export async function exportMasters(
  folder: string,
  districts: readonly District[],
  blocks: readonly Block[],
): Promise<void> {
  await writeZip(folder, 'district_master/district_mst', [
    ['district_name', 'udise_district_code', 'inityear', 'is_active'],
    ...districts.map(({ code, name }) => [name, code, '2020-21', 'true']),
  ]);
  await writeZip(folder, 'block_master/block_mst', [
    ['block_name', 'udise_block_code', 'udise_dist_code', 'udise_state_code'],
    ...blocks.map(({ code, name, district }) => [name, code, district, district.slice(0, 2)]),
  ]);
}

async function writeZip(folder: string, path: string, rows: readonly (readonly string[])[]): Promise<void> {
  const [parent = '', stem = ''] = path.split('/');
  const zip = new AdmZip();
  zip.addFile(`${stem}.csv`, Buffer.from(rows.map((row) => `${row.join('|')}\n`).join('')));
  await mkdir(join(folder, parent), { recursive: true });
  await writeFile(join(folder, `${path}.zip`), zip.toBuffer());
}
