import type { Fixed, Model as Of, Shared, Words } from "./kit/types.js";

/** A question as it is sealed, with what its prose says of it, in a language; one to be marked by hand has no kind. */
export interface Question {
  language: string;
  kind?: string;
  points: number;
  spec?: Record<string, any>;
  hint?: string;
  example?: string;
  replies?: Record<string, string>;
  facets?: string[];
  size?: string;
  solution?: string;
  texts?: Record<string, string>;
  code?: string[];
  called?: Record<string, string>;
  note?: string;
  words?: [number, number];
  rubric?: { text: string; points: number }[];
}

/** The traits of Exercise. */
export interface Traits extends Shared {
  question: string;
  asked: any;
  given: any;
  fixed: Fixed & { rules: any };
}

export type Model = Of<Traits>;

/** What the controls of a question are given: the raw answer as it stands, and what takes another. */
export interface Given {
  t: Words;
  question: Question;
  raw: any;
  take(raw: any): void;
  announce?(said: string): void;
  check?(): void;
  ticked?: number[];
  tick?(numbers: number[]): void;
}
