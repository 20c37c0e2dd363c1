import { useLive } from '../../state/use-live.js';
import { Welcome } from './welcome.js';

export function HelpView() {
  const { info } = useLive();
  return (
    <div class="page-column">
      <h1>Help</h1>
      <Welcome />
      <section class="card">
        <h2>What happens to a file</h2>
        <ol class="steps">
          <li>
            The emitter asks for an upload URL: <code>POST {info?.addresses.api ?? ''}/upload-url</code> with
            the name below the emission folder, such as <code>pat/periodic_exam_mst.zip</code>, and its token.
          </li>
          <li>
            It posts the zip with the form that it got, once, within an hour, and waits for <code>204</code>:
            only then is the file there.
          </li>
          <li>
            Static files come first, transactions and UDISE after them: the board shows what came too early.
          </li>
          <li>
            What is stored is checked at once. The board shows what is wrong, why it matters, and the mend.
          </li>
        </ol>
      </section>
      <section class="card">
        <h2>Everything here is an API, too</h2>
        <p>
          <a href="/api/openapi.json">Admin API (OpenAPI 3.1)</a> ·{' '}
          <a href="/api/emission-api.json">Emission API</a> · <a href="/api/journal.ndjson">Journal</a>, which{' '}
          <code>cqube-conform check --journal</code> judges
        </p>
        <p class="faint">Version {info?.version}</p>
      </section>
    </div>
  );
}
