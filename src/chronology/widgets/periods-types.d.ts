import type { Fixed, Frame, Model as Of, Shared, Words } from "./kit/types.js";

/** The traits of Periods. */
export interface Traits extends Shared {
  fixed: Fixed & { lists: Record<string, string>; most_cuts: number; shortest: number };
  events: any[];
  schemes: any[];
  cuts: string[];
  compare: string;
  by: string;
  selected: number;
}

export type Model = Of<Traits>;

/** What all parts know; days are numbers. */
export interface Ctx {
  model: Model;
  t: Words;
  frame: Frame;
  events: any[];
  ends: number[] | null;
  schemes: any[];
  fixed: Traits["fixed"];
  open: Record<string, boolean>;
  cuts?: number[];
  domain?: [first: number, last: number];
  rows?: any[];
  say?(day: number): string;
  scheme?(): any;
  by?(): string;
  nameOf?(value: string): string;
  range?(first: number | null, last: number | null): string;
  put?(cuts: number[], selected?: number): void;
  limits?(index: number): number[];
  move?(index: number, day: number): void;
  add?(day: number): void;
  remove?(index: number): void;
  select?(number: number, mark?: string): void;
  close?(number: number): void;
}
