import type { Arrival } from '../../../../arrivals/arrival.js';
import { oneLine, plural } from '../../parts/format.js';
import { hrefOf } from '../../state/place.js';
import { pathOf } from './board-model.js';

const SHOWN = 50;

/** What arrived under a name that is none of the tree: cQube would never pick it up. */
export const Strangers = ({
  arrivals,
  chosen,
}: {
  readonly arrivals: readonly Arrival[];
  readonly chosen: string | null;
}) => (
  <section class="card folder strangers" aria-label="Not in the tree">
    <h3>
      Not in the tree <span class="faint">cQube never picks these up</span>
    </h3>
    <ul class="files">
      {arrivals.slice(-SHOWN).map((arrival) => {
        const id = arrival.key;
        return (
          <li key={arrival.key}>
            <a
              class="file broken"
              href={hrefOf('board', id)}
              aria-current={chosen === id ? 'true' : undefined}
            >
              <bdi class="file-name">{oneLine(pathOf(arrival), 160)}</bdi>
              <span class="badge bad">unknown name</span>
            </a>
          </li>
        );
      })}
    </ul>
    {arrivals.length > SHOWN && (
      <p class="faint">and {plural(arrivals.length - SHOWN, 'more', 'more')}: see Objects</p>
    )}
  </section>
);
