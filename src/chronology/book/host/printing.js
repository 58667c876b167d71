// What changes for paper: the width for which widgets are drawn, and the place of the answers.

const paper = matchMedia("print");

/**
 * Prepare the page for paper whenever it is printed, and undo it afterwards.
 * @param {() => Promise<unknown>} draw draws what is not yet drawn, without waiting where all that it needs is there
 */
export function printing(draw) {
  let undo = null;
  const turn = (on) => {
    if (on === Boolean(undo)) return;
    if (on) undo = prepared(draw);
    else {
      undo();
      undo = null;
    }
  };
  paper.addEventListener("change", () => turn(paper.matches));
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  turn(paper.matches);
}

/** Prepare the page; gives what undoes it. */
function prepared(draw) {
  const { scrollY } = window;
  const turnBack = answersLast();
  document.documentElement.dataset.paper = "";
  const tell = () => dispatchEvent(new Event("chronology-paper"));
  tell();
  draw().then(tell); // what is drawn only now has its width from no observer before paper is there
  return () => {
    turnBack();
    delete document.documentElement.dataset.paper;
    scrollTo({ top: scrollY, behavior: "instant" });
  };
}

/** Put the answers at the end of the page; gives what puts them back. */
function answersLast() {
  const end = document.querySelector("article") ?? document.body;
  const places = [...document.querySelectorAll("[data-widget] > .fallback > .answers")].map((each) => {
    const place = document.createComment("");
    each.replaceWith(place);
    end.append(each);
    return () => place.replaceWith(each);
  });
  return () => {
    for (const back of places) back();
  };
}
