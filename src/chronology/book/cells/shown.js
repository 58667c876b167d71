// What the outputs of cells are drawn with, as a script of its own: it comes with Python and not before.

import { Models } from "./models.js";
import { Output } from "./output.js";

globalThis.chronologyShown = { Models, Output };
