import type { Fixed, Model as Of, Shared, Texts } from "./kit/types.js";

export interface Event {
  id: string;
  start: string;
  exact: boolean;
  date: Texts;
  title: Texts;
  verdict: string;
  told: boolean;
  places: string[];
  parties: string[];
  topics: string[];
  chapters: number[];
}

export interface Place {
  id: string;
  name: Texts;
  names: { name: Texts; from: string; to: string }[];
  where: string;
  at: number[];
  approximate: boolean;
}

/** The traits of Atlas. */
export interface Traits extends Shared {
  fixed: Fixed & { window: number[]; lists: Record<string, string>; rivers: string[] };
  events: Event[];
  places: Place[];
  ground: Record<string, number[][]>;
  waters: [id: string, x: number, y: number][];
  line: { parts: number[][]; from: string; event: string };
  day: string;
  filters: Record<string, any>;
  selected: string;
}

export type Model = Of<Traits>;

/** A place with its events. */
export interface Found {
  place: Place;
  events: Event[];
}

/** What the traits ask for. */
export interface Asked {
  stops: string[];
  day: string;
  filters: Record<string, any>;
  events: Event[];
  found: Found[];
  selected?: Place;
  chosen: Event[];
  nowhere: Event[];
  undated: number;
  hasLine: boolean;
  begun: Event[];
}
