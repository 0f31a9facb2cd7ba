// Wires the parts of the page together. Each part owns its own piece of the document.
import { startTheme } from './js/theme.js';
import { startService } from './js/service.js';
import { startSearch } from './js/search.js';
import { startFlow } from './js/flow.js';
import { startCatalogue } from './js/catalogue.js';
import { startLetters } from './js/letters.js';
import { startPublishing } from './js/publish.js';
import { startAges } from './js/ages.js';
import { startFilters } from './js/filters.js';
import { startAnswer } from './js/answer.js';
import { startWatches } from './js/watch.js';
import { startAccess } from './js/access.js';

startTheme();
startService();
startAges();
const filters = startFilters({ changed: () => search.again() });
const answer = startAnswer({ filters });
const watches = startWatches({ filters });
const search = startSearch({ filters, answer, watches });
const letters = startLetters();
const catalogue = startCatalogue({ died: letters.refresh });
startAccess();
startFlow({ moved: catalogue.refresh });
startPublishing({
  settled() {
    catalogue.refresh();
    search.again();
  },
});
