// The boxes in which questions wait: the better one is known, the longer. No elements here.
// A card is what is kept of a question that was answered: { box, due }. A settled one is due no more.

/** The day of a date by the reader's own clock, counted from 1970. */
export const dayOf = (date) => Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);

/**
 * The card after an answer. What was known moves on by a box, at the first sight into the second; what was not goes back
 * to the first and comes again the next day.
 * @param {{ box: number, due?: number } | undefined} card
 * @param {boolean} right
 * @param {number} day
 * @param {number[]} days how long a question waits in each box
 */
export function moved(card, right, day, days) {
  const box = right ? (card?.box ?? 1) + 1 : 1;
  return box > days.length ? { box } : { box, due: day + days[box - 1] };
}

/** Whether a question is to be asked again. */
export const isDue = (card, day) => card?.due <= day;

/** Whether it was known in every box. */
export const isSettled = (card, days) => card?.box > days.length;

/** Whether the last answer to it was wrong. */
export const isMissed = (card) => card?.box === 1;
