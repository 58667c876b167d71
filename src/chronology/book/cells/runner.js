// The one Python of the page, and the cells that it is given, one after the other.

import { memory } from "../../widgets/kit/memory.js";
import { bringScript } from "./parts.js";
import { say } from "./words.js";

const known = memory("chronology-python"); // that its files came once, so that nobody is told again how large they are

export class Runner {
  cells = []; // all of the page, in order
  models = null; // the widgets of Python
  #live;
  #python = null; // the promise of it
  #waiting = []; // cells
  #running = null; // the cell that Python works on
  #end = null; // ends the wait for it
  #loads = null; // how far Python is that is coming
  #works = false;
  #turn = 0; // how many cells have been run

  constructor(live, page, { megabytes }) {
    this.#live = live;
    this.page = page;
    this.megabytes = Math.round(megabytes);
    live.on("state", (state) => {
      if (state === "loading") this.#lose();
    });
  }

  /** Whether a reader is to be told how much comes: the first time, and where data are to be saved each time. */
  get large() {
    return saving() || !known.get();
  }

  /** Bring Python before it is asked for, at a sign that it will be. */
  intend() {
    if (!saving()) this.#start().catch(() => {}); // whoever presses the button is told
  }

  /** Python, brought when it is first asked for, and once more if it could not be had then. */
  #start() {
    if (!this.#python) {
      const progress = (...how) => {
        this.#loads = how;
        this.#tellProgress();
      };
      this.#take(this.#live.start({ progress }));
    }
    return this.#python;
  }

  #tellProgress() {
    if (this.#loads) this.#waiting[0]?.loads(...this.#loads);
  }

  /** The Python that is coming; one that could not be had is asked for anew. */
  #take(coming) {
    const taken = this.#attached(coming);
    this.#python = taken;
    taken.catch(() => {
      if (this.#python === taken) this.#python = this.#loads = null;
    });
  }

  async #attached(coming) {
    const [python] = await Promise.all([coming, bringScript(`${this.page.static}cells-output.js`)]);
    const { Models } = globalThis.chronologyShown;
    this.#loads = null;
    this.models ??= new Models(this.page.root);
    this.models.connect(python);
    python.oncomm = (message, buffers) => this.models.receive(message, buffers);
    known.set(true);
    for (const cell of this.cells) cell.knowsSize();
    return python;
  }

  /** Run cells, after those that wait already. */
  run(cells) {
    for (const cell of cells)
      if (cell !== this.#running && !this.#waiting.includes(cell)) {
        this.#waiting.push(cell);
        cell.waits();
      }
    this.#tellProgress();
    if (!this.#works) this.#work();
  }

  /** Run a cell, after those above it that Python has not run as they stand. */
  runTo(cell) {
    this.run(this.cells.slice(this.#stand(cell), cell.number + 1));
  }

  /**
   * How many cells, from the first one on, need not be run again before one below them: each has run as it stands, after
   * those above it. None if since then a cell further below was run, which can have given their names to other things.
   */
  #stand({ number }) {
    const above = this.cells.slice(0, number);
    if (this.cells.slice(number + 1).some((each) => each.turn > this.cells[0].turn)) return 0;
    const first = above.findIndex((each, at) => !each.ran || each.turn < (above[at - 1]?.turn ?? 0));
    return first < 0 ? number : first;
  }

  async #work() {
    this.#works = true;
    while (this.#waiting.length) {
      try {
        const python = await this.#start();
        const cell = this.#waiting.shift();
        if (cell && !(await this.#runOne(python, cell))) this.#drop();
      } catch (error) {
        console.error(error);
        this.#drop((cell) => cell.fails(error));
      }
    }
    this.#works = false;
  }

  /** Run one cell; gives whether the next may follow. */
  async #runOne(python, cell) {
    this.#running = cell;
    this.#turn += 1;
    cell.turn = this.#turn;
    cell.runs();
    const ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    try {
      let value;
      const output = (message) => {
        if (message.t === "display") value = message.data?.["text/plain"];
        return this.models.captured(message) || cell.output.add(message);
      };
      const result = await Promise.race([python.run(cell.text, { output }), ended]);
      await cell.ends(
        result,
        this.cells.slice(0, cell.number).filter((each) => !each.ran),
        value,
      );
      return result.status === "ok";
    } catch (error) {
      console.error(error);
      cell.fails(error);
      return false;
    } finally {
      this.#running = this.#end = null;
    }
  }

  /** Python begins anew, after Stop or by itself: it knows nothing of what the cells have made. */
  #lose() {
    this.models?.forget();
    for (const each of this.cells) each.forgotten();
  }

  /** Forget the cells that wait. */
  #drop(tell = (cell) => cell.rests()) {
    for (const cell of this.#waiting.splice(0)) tell(cell);
  }

  /** End what runs, and bring Python back, which has forgotten all. */
  async stop() {
    this.#drop();
    const cell = this.#running;
    if (!cell) return;
    const python = await this.#python;
    this.#take(python.stop());
    this.#end({ status: "stopped" });
    await this.#python.then(
      () => cell.says(say("restarted")),
      (error) => cell.says(reasonOf(error)),
    );
  }
}

/** Why something failed, in the words that it brought. */
export const reasonOf = (error) => String(error?.message ?? error);

const saving = () => Boolean(/** @type {any} */ (navigator).connection?.saveData);
