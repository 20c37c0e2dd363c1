/** Lines that send one file here, with the real address and token in them. */
import type { Info } from '../../api/shapes.js';

export interface Snippet {
  readonly name: string;
  readonly about: string;
  readonly text: string;
}

const FILE = 'school_master/school_mst.zip';

export function snippetsFor({ addresses, token, caFile }: Info): readonly Snippet[] {
  const url = addresses.api ?? '';
  const known = { url, token: token ?? '', caFile };
  return [kit(known), curl(known), python(known), node(known), client(known)];
}

interface Known {
  readonly url: string;
  readonly token: string;
  readonly caFile: string | null;
}

const kit = ({ url, token, caFile }: Known): Snippet => ({
  name: 'cqube-conform',
  about: 'A whole folder in the published order, by the emitter that comes with this tool.',
  text: [
    `export CQUBE_ACCESS_TOKEN='${token}'`,
    `cqube-conform emit ./cqube_emission --url ${url}${caFile === null ? '' : ` --ca '${caFile}'`}`,
    '',
  ].join('\n'),
});

const curl = ({ url, token, caFile }: Known): Snippet => ({
  name: 'curl',
  about: 'One file: ask for an upload URL, then post the file with the form. Needs jq.',
  text: [
    `token='${token}'`,
    ...(caFile === null ? [] : [`export CURL_CA_BUNDLE='${caFile}'`]),
    `form=$(curl -sS ${url}/upload-url -H "Authorization: Bearer $token" \\`,
    `  -H 'Content-Type: application/json' -d '{"filename": "${FILE}"}')`,
    'fields=()',
    `while IFS= read -r line; do fields+=(--form-string "$line"); done \\`,
    `  < <(jq -r '.fields | to_entries[] | "\\(.key)=\\(.value)"' <<< "$form")`,
    `curl -sS -i "$(jq -r .url <<< "$form")" "\${fields[@]}" -F file=@cqube_emission/${FILE}`,
    '',
  ].join('\n'),
});

const python = ({ url, token, caFile }: Known): Snippet => ({
  name: 'Python',
  about: 'With requests. The upload is acknowledged with 204.',
  text: [
    'import requests',
    '',
    `url = "${url}"`,
    `token = "${token}"`,
    `name = "${FILE}"`,
    ...(caFile === null ? [] : ['', `# export REQUESTS_CA_BUNDLE='${caFile}' first`]),
    '',
    'form = requests.post(',
    '    f"{url}/upload-url",',
    '    json={"filename": name},',
    '    headers={"Authorization": f"Bearer {token}"},',
    ')',
    'form.raise_for_status()',
    'form = form.json()',
    'with open(f"cqube_emission/{name}", "rb") as file:',
    '    answer = requests.post(form["url"], data=form["fields"], files={"file": file})',
    'assert answer.status_code == 204, answer.text',
    '',
  ].join('\n'),
});

const node = ({ url, token, caFile }: Known): Snippet => ({
  name: 'Node',
  about: 'Node 20 or later, without any package.',
  text: [
    "import { openAsBlob } from 'node:fs';",
    '',
    `const url = '${url}';`,
    `const token = '${token}';`,
    `const name = '${FILE}';`,
    ...(caFile === null ? [] : ['', `// run with NODE_EXTRA_CA_CERTS='${caFile}'`]),
    '',
    'const answer = await fetch(`${url}/upload-url`, {',
    "  method: 'POST',",
    "  headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },",
    '  body: JSON.stringify({ filename: name }),',
    '});',
    'const { url: storage, fields } = await answer.json();',
    'const form = new FormData();',
    'for (const [key, value] of Object.entries(fields)) form.append(key, value);',
    "form.append('file', await openAsBlob(`cqube_emission/${name}`));",
    "const { status } = await fetch(storage, { method: 'POST', body: form });",
    'if (status !== 204) throw new Error(`upload answered ${status}`);',
    '',
  ].join('\n'),
});

const client = ({ url, token }: Known): Snippet => ({
  name: 'cQube’s client',
  about: 'The three values of its config.py; the path ends without a slash.',
  text: [
    `emission_url = "${url}"`,
    `access_token = "${token}"`,
    'emission_path = "/path/to/cqube_emission"',
    '',
  ].join('\n'),
});
