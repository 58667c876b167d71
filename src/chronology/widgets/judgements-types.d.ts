import type { Fixed, Model as Of, Shared, Texts } from "./kit/types.js";

export interface Claim {
  id: string;
  kind: string;
  chapter: number;
  verdict: string;
  paraphrase: Texts;
}

/** A claim that was judged; mine: the verdict of the reader. */
export type Judged = Claim & { mine: string };

/** The traits of Judgements. */
export interface Traits extends Shared {
  fixed: Fixed & { enough: number };
  claims: Claim[];
  judged: Record<string, string>;
  given: boolean;
  cell: string[];
}

export type Model = Of<Traits>;
