// @ts-check
/** What every page loads. Each module looks for its own marks in the page and does nothing where there are none. */
import { start as swap } from "./swap.js";
import { start as menus } from "./menus.js";
import { start as shortcuts } from "./shortcuts.js";
import { start as forms } from "./forms.js";
import { start as bell } from "./bell.js";
import { start as upload } from "./upload.js";
import { start as mapping } from "./mapping.js";
import { start as records } from "./records.js";
import { start as copy } from "./copy.js";
import { start as find } from "./find.js";
import { start as dialogs } from "./dialogs.js";
import { start as dataGrid } from "./data-grid.js";
import { start as live } from "./live.js";

swap();
menus();
shortcuts();
forms();
bell();
upload();
mapping();
records();
copy();
find();
dialogs();
dataGrid();
live();
