import type { Chart } from "./timeline-chart.js";
import type { Window } from "./timeline-rules.js";
import type { Fixed, Frame, Model as Of, Shared, Texts, Words } from "./kit/types.js";

/** The traits of Timeline. */
export interface Traits extends Shared {
  fixed: Fixed & { fields: Record<string, string>; lists: Record<string, string> };
  events: any[];
  named: { names: string[]; of: Record<string, number[]> };
  periods: Period[];
  selected: string[];
  filters: Record<string, any>;
  view: string[];
  lanes: string;
}

export type Model = Of<Traits>;

export interface Period {
  id: string;
  scheme: string;
  title: Texts;
  start: string;
  end?: string;
}

/** What all parts know. */
export interface Ctx {
  model: Model;
  t: Words;
  frame: Frame;
  fixed: Traits["fixed"];
  rows: any[];
  byId: Map<string, any>;
  periods: Period[];
  whole: Window;
  last: number;
  nameOf(list: string, value: string): string;
  dateOf(row: any): string;
  dayOf(day: string): string;
  described(row: any): string;
  laneName(key: string): string;
  orderOf(kind: string): string[];
  chosen?: any[];
  group?: any[] | null;
  select?(id: string, add?: boolean): void;
  chart?: Chart;
  card?: { element: HTMLElement; update(): void; focus(): void };
}
