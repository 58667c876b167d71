import type { Fixed, Model as Of, Shared } from "./kit/types.js";

export interface Option {
  id: string;
  text: number;
  when?: number;
  at?: [x: number, y: number];
}

export interface Question {
  id: string;
  kind: string;
  about: [kind: string, id: string];
  subject: number[];
  answer: Option;
  others: Option[];
  told: number[];
  /** The languages in which it can be asked; all, if nothing is said. */
  spoken?: string[];
}

/** What the browser keeps. */
export interface Kept {
  cards: Record<string, { box: number; due?: number }>;
  /** The chapters read, the last at the end, each with the things that it links to. */
  read: [chapter: number, things: string[]][];
  /** The questions of a day, and what was answered. */
  today: { day: number; ids: string[]; given: Record<string, string> };
}

/** The traits of FiveADay. */
export interface Traits extends Shared {
  questions: Question[];
  ground: Record<string, number[][]>;
  chapter: number;
  fixed: Fixed & {
    days: number[];
    a_day: number;
    shown: Record<string, number>;
    steady: string[];
    pages: Record<string, string>;
    window: [left: number, bottom: number, right: number, top: number];
  };
}

export type Model = Of<Traits>;
