import { useState } from 'preact/hooks';
import { CodeBlock } from '../../parts/code-block.js';
import { useLive } from '../../state/use-live.js';
import { snippetsFor } from './snippets.js';

/** How to point an emitter here. */
export function Welcome() {
  const { info } = useLive();
  const [chosen, setChosen] = useState(0);
  if (info === null) return null;
  const snippets = snippetsFor(info);
  const shown = snippets[chosen];
  return (
    <section class="card welcome" aria-labelledby="welcome">
      <p class="kicker">Listening at {info.addresses.api}</p>
      <h2 id="welcome">Send something here, and watch it arrive</h2>
      <p>
        This is a cQube to emit to: the emission API, its gateway and its storage. Whatever your emitter sends
        appears on this page as it happens, checked against what cQube asks for.
      </p>
      <div class="segments" role="group" aria-label="How to send">
        {snippets.map(({ name }, index) => (
          <button key={name} type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
            {name}
          </button>
        ))}
      </div>
      {shown !== undefined && (
        <>
          <p class="faint">{shown.about}</p>
          <CodeBlock text={shown.text} label={`Lines for ${shown.name}`} />
        </>
      )}
    </section>
  );
}
