/** Begins the page. */
import { render } from 'preact';
import { App } from './app.js';
import { createLive } from './state/live.js';
import { LiveContext } from './state/use-live.js';

const live = createLive();
const place = document.getElementById('page');
if (place !== null)
  render(
    <LiveContext.Provider value={live}>
      <App />
    </LiveContext.Provider>,
    place,
  );
live.start();
