/** Who may emit, and what a client is to be configured with. */
import { useState } from 'preact/hooks';
import { ask, messageOf } from '../../api/ask.js';
import type { Credential, Info, NewToken } from '../../api/shapes.js';
import { Badge } from '../../parts/badge.js';
import { CodeBlock } from '../../parts/code-block.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { CopyButton } from '../../parts/copy-button.js';
import { dayAndTime, oneLine } from '../../parts/format.js';
import { Empty, Notice } from '../../parts/notice.js';
import { useAnswer } from '../../parts/use-answer.js';
import { useLive } from '../../state/use-live.js';

export function TokensView() {
  const { info, version } = useLive();
  const [changes, setChanges] = useState(0);
  const [created, setCreated] = useState<NewToken | null>(null);
  // A token may be revoked by a fault; whatever happens, the list is current.
  const answer = useAnswer<{ readonly tokens: readonly Credential[] }>(
    '/api/tokens',
    `${changes} ${Math.floor(version / 50)}`,
  );
  if (info === null) return <Empty title="Asking the server…" />;
  const changed = (): void => setChanges((count) => count + 1);
  return (
    <div class="page-column">
      <h1>Tokens</h1>
      {info.gateway === 'none' && (
        <Notice tone="info">The gateway is switched off (--gateway none): no token is asked for.</Notice>
      )}
      <ClientConfig info={info} created={created} />
      <NewTokenForm
        onCreated={(token) => {
          setCreated(token);
          changed();
        }}
      />
      {created !== null && <Created token={created} />}
      <h2>Credentials</h2>
      {answer.kind === 'failed' && <Notice tone="bad">{answer.message}</Notice>}
      {answer.value !== null && <TokenTable tokens={answer.value.tokens} onChange={changed} />}
      <StorageKeys info={info} />
    </div>
  );
}

/** The three values of the client that cQube ships; with a token that was just made, that one. */
function ClientConfig({ info, created }: { readonly info: Info; readonly created: NewToken | null }) {
  const token = created?.token ?? info.token;
  const text = [
    `emission_url = ${JSON.stringify(info.addresses.api ?? '')}`,
    `access_token = ${JSON.stringify(token ?? '')}`,
    'emission_path = "/path/to/cqube_emission"',
    '',
  ].join('\n');
  return (
    <section class="card">
      <h2>cQube’s own client</h2>
      <p class="faint">
        The three values of its config.py{created === null ? '' : ', with the token just made'}. The path is
        that of your emission folder and ends without a slash.
      </p>
      <CodeBlock text={text} label="config.py of cQube's client" copy="Copy the three values" />
    </section>
  );
}

function NewTokenForm({ onCreated }: { readonly onCreated: (token: NewToken) => void }) {
  const [user, setUser] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const create = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const name = user.trim();
      onCreated(await ask<NewToken>('POST', '/api/tokens', name === '' ? undefined : { user: name }));
      setUser('');
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <form class="card inline-form" onSubmit={(event) => void create(event)}>
      <label>
        Name of the user
        <input
          value={user}
          maxLength={200}
          placeholder="emission"
          onInput={({ currentTarget }) => setUser(currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Create token
      </button>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
    </form>
  );
}

const Created = ({ token: { token, message, user } }: { readonly token: NewToken }) => (
  <Notice tone="ok" title={`${message}: ${oneLine(user, 100)}`}>
    <p>Copy the token now: it is not told again.</p>
    <CodeBlock text={token} label="The new token" copy="Copy token" />
  </Notice>
);

function TokenTable({
  tokens,
  onChange,
}: {
  readonly tokens: readonly Credential[];
  readonly onChange: () => void;
}) {
  const [asked, setAsked] = useState<Credential | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const revoke = async ({ key }: Credential): Promise<void> => {
    try {
      await ask('DELETE', `/api/tokens/${encodeURIComponent(key)}`);
      setFailure(null);
    } catch (error) {
      setFailure(messageOf(error));
    }
    onChange();
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Credentials">
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <table class="rows-table">
        <thead>
          <tr>
            <th scope="col">User</th>
            <th scope="col">State</th>
            <th scope="col">
              <span class="unseen">Revoke</span>
            </th>
            <th scope="col">Made</th>
            <th scope="col">Key</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((one) => (
            <TokenRow key={one.key} token={one} onRevoke={() => setAsked(one)} />
          ))}
        </tbody>
      </table>
      {asked !== null && (
        <ConfirmDialog
          title="Revoke this credential?"
          action="Revoke"
          onConfirm={() => void revoke(asked)}
          onClose={() => setAsked(null)}
        >
          <p>
            Emitters that use a token of <bdi>{oneLine(asked.user, 100)}</bdi> get 401 from now on. That
            cannot be undone.
          </p>
        </ConfirmDialog>
      )}
    </div>
  );
}

const TokenRow = ({
  token: { user, algorithm, revokedAt, createdAt, key },
  onRevoke,
}: {
  readonly token: Credential;
  readonly onRevoke: () => void;
}) => (
  <tr>
    <th scope="row">
      <bdi>{oneLine(user, 100)}</bdi> <span class="faint">{algorithm}</span>
    </th>
    <td>{revokedAt === null ? <Badge tone="ok">in force</Badge> : <Badge tone="bad">revoked</Badge>}</td>
    <td>
      {revokedAt === null && (
        <button type="button" class="quiet" onClick={onRevoke}>
          Revoke
        </button>
      )}
    </td>
    <td>{dayAndTime(createdAt)}</td>
    <td>
      <code>{oneLine(key, 60)}</code>
    </td>
  </tr>
);

const StorageKeys = ({ info: { s3Access, addresses } }: { readonly info: Info }) => {
  const text = [
    `AWS_ACCESS_KEY_ID=${s3Access.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${s3Access.secretAccessKey}`,
    `AWS_REGION=${s3Access.region}`,
    `AWS_ENDPOINT_URL=${addresses.s3 ?? ''}`,
  ].join('\n');
  return (
    <details class="card">
      <summary>Key of the storage, for S3 clients</summary>
      <CopyButton text={text} label="Copy" />
      <pre tabIndex={0} role="region" aria-label="Key of the storage">
        {text}
      </pre>
    </details>
  );
};
