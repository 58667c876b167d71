// Two calendars as rulers: a slider that shows one day after another (calendars.py). Without it the first is shown.

for (const box of document.querySelectorAll(".calendars")) {
  const label = box.querySelector("label");
  const slider = box.querySelector("input");
  const days = [...box.querySelectorAll("div")];
  const show = () => {
    days.forEach((day, number) => {
      day.hidden = number !== Number(slider.value);
    });
    slider.setAttribute("aria-valuetext", days[slider.value].firstElementChild.getAttribute("aria-label"));
  };
  slider.addEventListener("input", show);
  label.hidden = false;
  show(); // a browser may keep where the slider stood
}
