// Wires the parts of the page together. Each part owns its own piece of the document.
import { startTheme } from './js/theme.js';
import { startService } from './js/service.js';
import { startSearch } from './js/search.js';
import { startFlow } from './js/flow.js';
import { startCatalogue } from './js/catalogue.js';
import { startLetters } from './js/letters.js';
import { startPublishing } from './js/publish.js';
import { startAges } from './js/ages.js';

startTheme();
startService();
startAges();
const search = startSearch();
const letters = startLetters();
const catalogue = startCatalogue({ died: letters.refresh });
startFlow({ moved: catalogue.refresh });
startPublishing({
  settled() {
    catalogue.refresh();
    search.again();
  },
});
