import type { BorderChart } from "./border_map-chart.js";
import type { Box, Point } from "./border_map-rules.js";
import type { Fixed, Frame, Model as Of, Shared, Words } from "./kit/types.js";

/** The traits of BorderMap. */
export interface Traits extends Shared {
  fixed: Fixed & { grid: number; parallel: number; groundGrid: number; rivers: string[] };
  ground: Record<string, number[][]>;
  waters: [id: string, lon: number, lat: number][];
  lines: any[];
  places: any[];
  happened: any[];
  lengths: any[];
  cuts: any[];
  steps: number[];
  view: number[];
  scales: string[];
  every: number;
  selected: string;
}

export type Model = Of<Traits>;

/** A line as it is measured. */
export interface Line {
  scale: string;
  denominator: number;
  look: string;
  parts: Point[][];
  segments: any[];
  points: number;
  km: number;
}

export type Kept = Pick<Line, "parts" | "segments" | "points" | "km">;

/** What all parts know. */
export interface Ctx {
  model: Model;
  t: Words;
  frame: Frame;
  open: Record<string, boolean>;
  lines: Line[];
  fine?: Line;
  bends: Point[];
  whole: Box;
  parallel: number;
  places: any[];
  lengths: any[];
  cuts: any[];
  happened: Map<string, any>;
  steps: number[];
  kept(every: number): Kept;
  every(): number;
  shown(): Line[];
  select(id: string): void;
  number(value: number, digits?: number, more?: Intl.NumberFormatOptions): string;
  percent(value: number, more?: Intl.NumberFormatOptions): string;
  signed(value: number): string;
  change(value: number): string;
  scaleOf(line: Line): string;
  chart?: BorderChart;
  table?: { element: HTMLElement; rows(): any } & Record<"draw" | "measure" | "speak" | "check" | "renew", () => void>;
  strips?: { element: HTMLElement; mark(): void };
  plot?: { slider: HTMLInputElement; told: HTMLElement; chart: SVGElement; list: HTMLElement } & {
    tell(): void;
    mark(id: string): void;
    draw(): void;
  };
  cards?: Record<"place" | "length" | "heard" | "chooser", HTMLElement> & { update(): void };
}
