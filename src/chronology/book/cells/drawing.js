// A figure as a part of the page: Python has given it the colours and the ids of one (chronology.figures.drawing).

/**
 * @param {string} svg
 * @param {string} alt what it shows
 */
export function drawing(svg, alt) {
  const holder = document.createElement("template");
  holder.innerHTML = svg.slice(Math.max(0, svg.indexOf("<svg")));
  const picture = holder.content.querySelector("svg");
  if (!picture) throw new Error("this is no SVG");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", alt);
  return picture;
}
