// What the type checker knows of models and words; no page gets it.

/** The traits that all widgets have (base.py). */
export interface Shared {
  language: string;
  strings: Record<string, Record<string, string>>;
  linked: string[];
  fixed: Fixed;
  accounts: Record<string, Record<string, any>>;
  texts: Texts[];
  more: { accounts?: Record<string, Record<string, any>>; texts?: Texts[] };
  lacking?: boolean;
  title: string;
  show: string;
  source: string;
  defaults: Record<string, any>;
  _anywidget_id: string;
}

export interface Fixed {
  languages: [language: string, own: string][];
  verdicts: [verdict: string, sign: string][];
  choices: Record<string, string[]>;
  code: [widget: string, rows: string];
  version: string;
  /** Whether it shows verdicts that may wait for the reader. */
  waits?: boolean;
}

/** A text in some languages; a plain one is English. */
export type Texts = string | Record<string, string>;

/** The model of a widget, in a notebook or in a page of the book. Only the latter has pages and an address. */
export interface Model<Traits extends Shared = Shared> {
  get<Name extends keyof Traits>(name: Name): Traits[Name];
  set<Name extends keyof Traits>(name: Name, value: Traits[Name]): void;
  on(name: string, action: (...given: any[]) => void): void;
  off(name: string, action: (...given: any[]) => void): void;
  save_changes(): void;
  bring?(): Promise<void>;
  page?(name: string): string;
  address?(): string;
  initial?(name: keyof Traits): any;
}

/** The rows that a widget shows, in their order. Cells are texts or elements; head: which of them names the row. */
export interface Rows<Row = any> {
  heads: string[];
  rows: Row[];
  id(row: Row): string | number;
  cells(row: Row): (string | number | Node)[];
  head?: number;
  pick?(row: Row, add: boolean): void;
  picked?(): (string | number)[];
}

/** The parts of the frame, for a widget to fill (frame.js). */
export interface Frame {
  body: HTMLElement;
  count: HTMLElement;
  legend: HTMLElement;
  controls: HTMLElement;
  filters: HTMLElement;
  picture: HTMLElement;
  details: HTMLElement;
  help: HTMLElement;
  /** Bring the details and the chosen mark into sight. */
  reveal(mark: Element | null | undefined): void;
  /** Say how many filters are set. */
  filtered(n: number): void;
  rows?(): Rows;
  /** How Python asks for the rows without the widget, if it can; what is set in the widget besides. */
  direct?(): { rows: string; traits: Record<string, any> } | null;
}

/** The words of a widget (words.js). */
export interface Words {
  (key: string, values?: Record<string, any>): string;
  languages: Fixed["languages"];
  verdicts: string[];
  sign(verdict: string): string | undefined;
  say(text: Texts): string;
  spoken(tag: string, text: Texts, attributes?: Record<string, any>): HTMLElement;
}
