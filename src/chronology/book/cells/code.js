// The code of a cell: read in the page, and written in an editor, which comes when it is first asked for. Where it cannot
// be had, a plain field does the same.

import { h, unique } from "../../widgets/kit/elements.js";
import { bringScript } from "./parts.js";
import { say } from "./words.js";

export class Code {
  #place;
  #pre;
  #text;
  #tell;
  #editor = null; // the promise of it
  #open = null; // the editor itself

  /**
   * @param {HTMLElement | null} place where the code stands; null for a cell that is not shown
   * @param {string} text what it is now
   * @param {string} source what it was at first
   * @param {{ label: string, base: string, change(text: string): void, run(): void }} tell
   */
  constructor(place, text, source, tell) {
    this.#place = place;
    this.#text = text;
    this.#tell = tell;
    this.#pre = place?.querySelector("pre");
    if (!this.#pre) return;
    if (text !== source) this.#write();
    this.#pre.addEventListener("click", () => {
      if (getSelection().isCollapsed) this.edit(); // who marks something wants to copy it
    });
  }

  get text() {
    return this.#text;
  }

  set(text) {
    this.#text = text;
    if (this.#open) this.#open.set(text);
    else this.#write();
  }

  /** The text without the colours that the build gave to another. */
  #write() {
    if (this.#pre) this.#pre.textContent = this.#text;
  }

  /** Open the editor, and go there. */
  async edit() {
    if (!this.#pre) return;
    this.#editor ??= this.#made();
    (await this.#editor).focus();
  }

  async #made() {
    const keys = h("p", { id: unique("live-keys"), class: "editor-keys" }, say("keys"));
    const options = {
      text: this.#text,
      label: say("code", { cell: this.#tell.label }),
      described: keys.id,
      change: (text) => {
        this.#text = text;
        this.#tell.change(text);
      },
      run: () => this.#tell.run(),
    };
    const make = await editorOf(this.#tell.base);
    const place = h("div", { class: "live-editor" });
    this.#pre.closest(".highlight").hidden = true;
    this.#place.append(place);
    this.#place.after(keys);
    this.#open = make(place, { ...options, text: this.#text });
    return this.#open;
  }
}

/** What makes an editor: of CodeMirror, or a plain field where its file cannot be had. */
const editorOf = (base) =>
  bringScript(`${base}codemirror.js`).then(
    () => withCodeMirror(globalThis.chronologyEditor),
    () => plain,
  );

/** An editor of CodeMirror. packageOf: gives a package of it by its name. */
const withCodeMirror = (packageOf) => {
  const { EditorView, drawSelection, keymap } = packageOf("@codemirror/view");
  const { EditorState } = packageOf("@codemirror/state");
  const { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } = packageOf("@codemirror/commands");
  const { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } = packageOf("@codemirror/language");
  const { closeBrackets, closeBracketsKeymap } = packageOf("@codemirror/autocomplete");
  const { python } = packageOf("@codemirror/lang-python");
  const { classHighlighter } = packageOf("@lezer/highlight");
  return (place, { text, label, described, change, run }) => {
    const runs = () => {
      run();
      return true;
    };
    const extensions = [
      keymap.of(["Shift-Enter", "Mod-Enter"].map((key) => ({ key, run: runs }))),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of("    "),
      bracketMatching(),
      closeBrackets(),
      python(),
      EditorView.lineWrapping,
      syntaxHighlighting(classHighlighter),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": described, translate: "no" }),
      EditorView.updateListener.of((update) => update.docChanged && change(update.state.doc.toString())),
    ];
    const view = new EditorView({ parent: place, state: EditorState.create({ doc: text, extensions }) });
    // Sphinx goes to the search field at this key wherever it does not see a field, and the editor is none to it.
    view.dom.addEventListener("keydown", (event) => {
      if (event.key === "/") event.stopPropagation();
    });
    return {
      focus: () => view.focus(),
      set: (now) =>
        view.dispatch({
          changes: { from: 0, to: view.state.doc.length, insert: now },
          annotations: isolateHistory.of("full"), // undone by itself
        }),
    };
  };
};

/** A plain field, in which Tab indents, and leaves after Escape. */
function plain(place, { text, label, described, change, run }) {
  let leaving = false;
  const field = h("textarea", {
    "aria-label": label,
    "aria-describedby": described,
    spellcheck: "false",
    translate: "no",
  });
  const fit = () => {
    field.rows = field.value.split("\n").length;
  };
  field.value = text;
  fit();
  field.addEventListener("input", () => {
    fit();
    change(field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === "Tab" && !event.shiftKey && !leaving) {
      event.preventDefault();
      insert(field, "    ");
    } else if (event.key === "Enter") {
      event.preventDefault();
      const line = field.value.slice(0, field.selectionStart).split("\n").pop();
      insert(field, `\n${line.match(/^ */)[0]}${line.trimEnd().endsWith(":") ? "    " : ""}`);
    }
    leaving = event.key === "Escape" || (leaving && event.key === "Shift");
  });
  place.append(field);
  const set = (now) => {
    field.select();
    insert(field, now);
  };
  return { focus: () => field.focus(), set };
}

/** Type into a field, so that it can be undone. */
function insert(field, text) {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input"));
  }
}
