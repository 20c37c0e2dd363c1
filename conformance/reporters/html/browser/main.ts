/** Starts what the page can do beside being read. */
import type { EmbeddedReport } from '../embedded.js';
import { listenForCopies } from './copy.js';
import { showFindings } from './findings.js';
import { openForPrint } from './print.js';
import { listenForTheme } from './theme.js';

// What needs the script is hidden until there is one.
document.documentElement.classList.add('script');
listenForTheme();
listenForCopies();
openForPrint();
document.getElementById('print')?.addEventListener('click', () => print());
const data = document.getElementById('data');
if (data !== null) showFindings(JSON.parse(data.textContent ?? '') as EmbeddedReport);
