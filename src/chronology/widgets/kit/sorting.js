// Dragging a row of a list to another place.

import { hold } from "./hold.js";

/** Let a row of a list be dragged. The others make room; it is never taken out itself, so that it keeps the pointer. */
export function sorting(row, dropped) {
  hold(row, {
    start: (event) => {
      const target = /** @type {Element} */ (event.target);
      const held = target.closest(".handle") || event.pointerType === "mouse";
      if (!held || target.closest("button")) return false;
      event.preventDefault();
      row.classList.add("held");
    },
    move: ({ clientY }) => {
      for (const other of [...row.parentNode.children].filter((each) => each !== row)) {
        const { top, height } = other.getBoundingClientRect();
        const below = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (below && clientY > top + height / 2) row.before(other);
        else if (!below && clientY < top + height / 2) row.after(other);
      }
    },
    end: () => {
      row.classList.remove("held");
      dropped();
    },
  });
}
