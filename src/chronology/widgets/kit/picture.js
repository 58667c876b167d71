// The picture of a widget as a file: SVG that needs nothing else, with its colours as they are seen.

import { s } from "./elements.js";

const STROKE = ["", "-width", "-dasharray", "-opacity", "-linecap", "-linejoin"].map((each) => `stroke${each}`);
const PAINT = [...STROKE, "fill", "fill-opacity", "opacity", "text-anchor", "paint-order", "vector-effect"];
const LETTERS = ["family", "size", "weight", "style"].map((each) => `font-${each}`);
const SIDES = ["top", "right", "bottom", "left"];

/** What an element shows, as SVG text. */
export function pictureOf(root) {
  const box = root.getBoundingClientRect();
  const ground = getComputedStyle(root.closest(".chronology")).backgroundColor;
  const svg = s(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: box.width,
      height: box.height,
      viewBox: `0 0 ${box.width} ${box.height}`,
    },
    s("rect", { width: box.width, height: box.height, fill: ground }),
  );
  drawInto(svg, root, box);
  return new XMLSerializer().serializeToString(svg);
}

/** Draw an element and what is in it. box: the corner to which places are relative. */
function drawInto(into, element, box) {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
  const style = getComputedStyle(element);
  if (style.clipPath.startsWith("inset(50%")) return; // for a screen reader only
  if (element.matches("input, select")) return; // what is asked is not what is shown
  if (element instanceof SVGSVGElement) return into.append(svgCopy(element, box));
  drawBox(into, element.getBoundingClientRect(), style, box);
  const inner = style.overflow === "visible" || !element.childNodes.length ? into : cutBy(into, element, box);
  for (const child of element.childNodes) {
    if (child instanceof Element) drawInto(inner, child, box);
    else if (child instanceof Text && child.data.trim()) drawText(inner, child, style, box);
  }
}

/** A part that cuts what reaches over its edge, with the same places as the whole. */
function cutBy(into, element, box) {
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left - box.left, top - box.top];
  const made = s("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` });
  into.append(made);
  return made;
}

const paints = (colour) => colour !== "transparent" && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);

function drawBox(into, rect, style, box) {
  const turned = style.rotate === "45deg" ? Math.SQRT1_2 : 1; // a square on its corner
  const [width, height] = [rect.width * turned, rect.height * turned];
  if (!width || !height) return;
  const border = (side, what) => style.getPropertyValue(`border-${side}-${what}`);
  const wide = (side) => (border(side, "style") === "none" ? 0 : Number.parseFloat(border(side, "width")));
  const around = SIDES.every((side) => wide(side) && border(side, "color") === border("top", "color"));
  const stroke = around ? wide("top") : 0;
  const [x, y] = [rect.left - box.left + (rect.width - width) / 2, rect.top - box.top + (rect.height - height) / 2];
  if (paints(style.backgroundColor) || stroke) {
    const round = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
    into.append(
      s("rect", {
        x: x + stroke / 2,
        y: y + stroke / 2,
        width: Math.max(0, width - stroke),
        height: Math.max(0, height - stroke),
        rx: style.borderTopLeftRadius.endsWith("%") ? width / 2 : round,
        fill: paints(style.backgroundColor) ? style.backgroundColor : "none",
        stroke: stroke ? border("top", "color") : null,
        "stroke-width": stroke || null,
        "stroke-dasharray": stroke && border("top", "style") === "dashed" ? `${stroke * 1.6}` : null,
        opacity: style.opacity === "1" ? null : style.opacity,
        transform: turned < 1 ? `rotate(45 ${x + width / 2} ${y + height / 2})` : null,
      }),
    );
  }
  if (around) return;
  const corners = { top: [x, y], right: [x + width, y], bottom: [x + width, y + height], left: [x, y + height] };
  SIDES.forEach((side, at) => {
    if (!wide(side) || !paints(border(side, "color"))) return;
    const [[x1, y1], [x2, y2]] = [corners[side], corners[SIDES[(at + 1) % 4]]];
    into.append(s("line", { x1, y1, x2, y2, stroke: border(side, "color"), "stroke-width": wide(side) }));
  });
}

/** A text, each of its lines as one. */
function drawText(into, node, style, box) {
  const range = document.createRange();
  const upright = style.writingMode.startsWith("vertical"); // read from below, as the heads of a narrow table
  /** @type {{ top: number, bottom: number, left: number, right: number, text: string }[]} */
  const lines = [];
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const { left, right, top, bottom } = range.getClientRects()[0] ?? new DOMRect();
    const begun = lines.at(-1);
    if (begun && Math.abs(upright ? begun.left - left : begun.top - top) < 3) begun.text += word.replace(/\s+$/, " ");
    else lines.push({ left, right, top, bottom, text: word.replace(/\s+$/, " ") });
  }
  const letters = Object.fromEntries(LETTERS.map((name) => [name, style.getPropertyValue(name)]));
  const size = Number.parseFloat(style.fontSize);
  for (const { left, right, top, bottom, text } of lines) {
    if (bottom <= top) continue;
    const x = upright ? (left + right) / 2 - box.left + size * 0.35 : left - box.left;
    const y = upright ? bottom - box.top : (top + bottom) / 2 - box.top + size * 0.35;
    into.append(
      s("text", { x, y, fill: style.color, transform: upright ? `rotate(-90 ${x} ${y})` : null, ...letters }, text),
    );
  }
}

/** A drawing that is SVG already, with the styles of the page written into it. */
function svgCopy(svg, box) {
  const copy = svg.cloneNode(true);
  const [from, to] = [svg, copy].map((each) => [each, ...each.querySelectorAll("*")]);
  from.forEach((each, at) => {
    const style = getComputedStyle(each);
    if (style.display === "none" || style.visibility === "hidden") return to[at].setAttribute("display", "none");
    for (const name of each.localName === "text" || each.localName === "tspan" ? [...PAINT, ...LETTERS] : PAINT)
      to[at].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "tabindex"]) to[at].removeAttribute(name);
    if (style.transform !== "none" && !each.hasAttribute("transform"))
      to[at].setAttribute("transform", style.transform);
  });
  const { left, top, width, height } = svg.getBoundingClientRect();
  for (const [name, value] of Object.entries({ x: left - box.left, y: top - box.top, width, height }))
    copy.setAttribute(name, `${value}`);
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return copy;
}
