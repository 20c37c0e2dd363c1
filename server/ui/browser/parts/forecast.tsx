/** What the ingestion of cQube would do with a file. */
import type { FileForecast } from '../../../../specs/forecast.js';
import type { Report } from '../../../../specs/report.js';
import { Badge } from './badge.js';
import type { Tone } from './tone.js';
import { number, oneLine, plural } from './format.js';

export function Forecast({
  of: { forecast: files },
  paths = false,
}: {
  readonly of: Pick<Report, 'forecast'>;
  readonly paths?: boolean;
}) {
  if (files.length === 0) return null;
  return (
    <>
      <h3>What cQube would do with it</h3>
      <div class="forecasts">
        {files.map((file) => (
          <FileBlock key={file.path} file={file} path={paths} />
        ))}
      </div>
    </>
  );
}

const OUTCOMES = {
  ingested: { tone: 'ok', words: 'picked up' },
  ignored: { tone: 'bad', words: 'never picked up' },
  refused: { tone: 'bad', words: 'picked up and refused' },
} as const satisfies Readonly<Record<string, { readonly tone: Tone; readonly words: string }>>;

function FileBlock({ file, path }: { readonly file: FileForecast; readonly path: boolean }) {
  const { pickup, rowsIn, rowsStored, fates, rowsNeverShown } = file;
  const lost = (rowsIn ?? 0) - (rowsStored ?? 0);
  const tone = pickup.outcome === 'ingested' && lost > 0 ? 'warn' : OUTCOMES[pickup.outcome].tone;
  return (
    <div class="forecast">
      <p>
        {path && <bdi class="where">{oneLine(file.path, 160)}</bdi>}
        <Badge tone={tone}>{OUTCOMES[pickup.outcome].words}</Badge>{' '}
        {rowsIn !== null && `${number(rowsStored ?? 0)} of ${plural(rowsIn, 'row')} stored`}
      </p>
      {pickup.outcome !== 'ingested' && <p class="faint">{oneLine(pickup.because)}</p>}
      {(fates.length > 0 || rowsNeverShown.length > 0) && (
        <ul class="samples">
          {fates.map(({ count, reason, column, certainty, preventable }) => (
            <li key={`${column ?? ''} ${reason}`}>
              <span class="where">
                {certainty === 'code' ? '' : '~'}
                {number(count)} lost
              </span>
              <bdi>{oneLine(reason)}</bdi>
              {!preventable && <span class="faint"> (you cannot help it)</span>}
            </li>
          ))}
          {rowsNeverShown.map(({ count, reason, certainty }) => (
            <li key={reason}>
              <span class="where">
                {certainty === 'code' ? '' : '~'}
                {number(count)} never shown
              </span>
              <bdi>{oneLine(reason)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
