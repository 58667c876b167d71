// The files of the book's Python where the page has brought them all: from a file nothing can be fetched.

import { Files } from "./files.js";

export class Kept extends Files {
  constructor(manifest, told, contents) {
    super("", manifest, told);
    this.contents = contents;
  }

  /** What offline.py has put before the worker's script. */
  async module(what) {
    return /** @type {any} */ (self).chronologyModules[what];
  }

  async stream(what) {
    return new Response(this.contents[what]).body;
  }

  now(what) {
    return this.contents[what];
  }
}
