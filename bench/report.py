"""The budgets, and the report: a table on the terminal, `_build/bench.json` and `_build/bench.md`."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from bench import ROOT

JSON, MARKDOWN = ROOT / "_build" / "bench.json", ROOT / "_build" / "bench.md"

MODULE = 29_000  # bytes, gzipped: host, module and style of the Timeline, with the frame that all widgets share
PAGE = 200_000  # bytes, gzipped: what a first visit transfers without fonts
FONTS = 120_000  # bytes: of one page
SOONER = 5  # times sooner than the stock page
FRAME = 1000 / 60  # ms, at 10,000 events
# Python in the page: what a reader waits for at most, in seconds, and MB that a first run transfers.
LIVE = {
    "cold": 1.5,
    "warm": 1.3,
    "pointer 0.4 s before": 0.9,
    "processor four times slower": 4.5,
    "20 Mbit/s": 10,
    "stop to running again": 1.5,
}
BACK = 50  # ms: a widget's change to Python and back
FIRST = 21  # MB
FASTER = 5  # times faster than nbgrader
DRAWN = {10_000: 600, 100_000: 5_000}  # ms from the navigation, of so many events. A goal, not a budget
USABLE = 100  # ms, at 100,000 events: what is felt as at once. A goal, not a budget


@dataclass(frozen=True)
class Check:
    """One figure of ours beside what it must be. `binding`: the benchmark fails if it is missed."""

    what: str
    value: float | None
    most: float | None = None
    least: float | None = None
    unit: str = ""
    binding: bool = True

    @property
    def met(self) -> bool:
        if self.value is None:
            return False
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    def row(self) -> list[str]:
        wanted = f"at most {number(self.most)}" if self.most is not None else f"at least {number(self.least)}"
        verdict = "met" if self.met else ("missed" if self.binding else "goal missed")
        return [self.what, f"{number(self.value)} {self.unit}".strip(), f"{wanted} {self.unit}".strip(), verdict]


def checks(found: dict[str, dict]) -> list[Check]:
    """What is to be compared with a budget in what the parts have measured."""
    made = []
    if weight := found.get("weight"):
        made.append(
            Check(
                "Host, module and style of the Timeline, gzipped",
                weight["module"]["together"] / 1000,
                MODULE / 1000,
                unit="KB",
            )
        )
        pages = weight["pages"] or {"no page of the built book has a Timeline": None}
        for name, size in pages.items():
            made.append(Check(f"First visit to {name}, gzipped", size and size / 1000, PAGE / 1000, unit="KB"))
    if slow := found.get("slow"):
        made.append(
            Check(
                "Slow line and machine: sooner than the stock page by", slow["times sooner"], least=SOONER, unit="times"
            )
        )
    for count, rivals in found.get("scale", {}).items():
        few = int(count) <= 10_000
        if int(count) in DRAWN and "drawn" in rivals.get("ours", {}):
            drawn, most = rivals["ours"]["drawn"], DRAWN[int(count)]
            made.append(Check(f"{int(count):,} events, drawn after", drawn, most, unit="ms", binding=False))
        for action, result in rivals.get("ours", {}).get("actions", {}).items():
            value = result["work"] and result["work"]["median"]
            made.append(
                Check(
                    f"{action}, {int(count):,} events, median", value, FRAME if few else USABLE, unit="ms", binding=few
                )
            )
    if grading := found.get("grading"):
        faster = grading["times faster"]
        made.append(Check("Grading a submission: faster than nbgrader by", faster, least=FASTER, unit="times"))
    if live := found.get("live"):
        for name, most in LIVE.items():
            made.append(Check(f"Python in the page, {name}", live["median"][name], most, unit="s"))
        back = live["median"]["a widget's change and back"]
        made.append(Check("Python in the page, a widget's change and back", back, BACK, unit="ms"))
        made.append(Check("Python in the page, first visit", live["sent"]["first"] / 1e6, FIRST, unit="MB"))
        # The page itself may be asked for again.
        again = live["sent"]["second"] / 1e6
        made.append(Check("Python in the page, second visit", again, 0.01, unit="MB"))
    return made


def missed(found: dict[str, dict]) -> list[Check]:
    return [check for check in checks(found) if check.binding and not check.met]


# --- machine ------------------------------------------------------------------------------------


def machine() -> dict[str, object]:
    """The machine, and how busy it is with other things."""
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


# --- tables -------------------------------------------------------------------------------------


def number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.1f}"


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table that is read as well on a terminal as in Markdown: columns padded, numbers to the right."""
    wide = [max(len(row[at]) for row in [header, *rows]) for at in range(len(header))]
    left = [all(not row[at][:1].isdigit() for row in rows) for at in range(len(header))]

    def line(row: list[str]) -> str:
        return "| " + " | ".join(cell.ljust(w) if to else cell.rjust(w) for cell, w, to in zip(row, wide, left)) + " |"

    rule = "|" + "|".join("-" * (w + 2) if to else "-" * (w + 1) + ":" for w, to in zip(wide, left)) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])


def text(found: dict[str, dict]) -> str:
    """The whole report as Markdown."""
    parts = ["# Benchmark", _machine_line(found["machine"])]
    if made := checks(found):
        parts += ["## Budgets", table(["", "measured", "budget", ""], [check.row() for check in made])]
    for name, write in (("weight", _weight), ("slow", _slow), ("scale", _scale), ("grading", _grading)):
        if found.get(name):
            parts += write(found[name])
    return "\n\n".join(parts) + "\n"


def _machine_line(machine: dict) -> str:
    name = f"{machine['processor']}, {machine['cores']} cores, {machine['system']}"
    line = f"{name}; Chromium {machine['chromium']}."
    before, after = machine["load at the start"], machine["load"]
    if after is None:
        return line
    line += f" Processes at work or waiting (load): {before} at the start, {after} at the end."
    # The benchmark itself keeps somewhat more than one core at work.
    if before > machine["cores"] / 2 or after > machine["cores"] + 1:
        line += " **The machine was busy with other things: times on the clock are too long.**"
    return line


def _weight(found: dict) -> list[str]:
    parts = found["module"]
    rows = [
        [f"{name} of the Timeline", number(parts[name] / 1000)] for name in ("host.js", "host.css", "module", "style")
    ]
    rows += [["these together", number(parts["together"] / 1000)]]
    rows += [[f"first visit to {name}", number(size / 1000)] for name, size in found["pages"].items()]
    rows += [
        [f"first visit to a small book: {name}", number(size / 1000)] for name, size in found["small books"].items()
    ]
    return ["## Weight (KB, gzipped)", table(["", "KB"], rows)]


def _slow(found: dict) -> list[str]:
    rows = [
        [kind, number(found["median"][kind]["drawn"]), number(found["median"][kind]["works"]),
         ", ".join(f"{each['works']:.1f}" for each in found["runs"][kind])]
        for kind in ("ours", "stock")
    ]  # fmt: skip
    return [
        "## Slow line and machine (seconds)",
        "400 kbit/s, 400 ms until each answer, processor four times slower; medians, the runs taken in turn.",
        table(["page", "drawn", "reacts to a click", "every run"], rows),
    ]


def _scale(found: dict) -> list[str]:
    parts = [
        "## Many events",
        "The same words, kinds and zooms for all, each action at least 20 times or as often as is said. Work is what "
        "the page did from the event until the frame with its result was painted, on the clock, in ms; a frame of "
        '60 Hz is 16.7 ms. "Settled" says when nothing changed any more, where that is later. Processor time is '
        "that of the page's own thread: about what the work would take were nothing else running.",
    ]
    for count, rivals in found.items():
        names = list(rivals)
        actions = next((each["actions"] for each in rivals.values() if each.get("actions")), {})
        rows = [["drawn after", *(_drawn(rivals[each]) for each in names)]]
        rows += [[action, *(_action(rivals[each], action) for each in names)] for action in actions]
        parts += [f"### {int(count):,} events", "Work, median (95th percentile), ms:", table(["", *names], rows)]
        rows = [[action, *(_processor_time(rivals[each], action) for each in names)] for action in actions]
        parts += ["Processor time, median, ms:", table(["", *names], rows)]
        rows = [
            [label, *(_memory(rivals[each], when, what) for each in names)]
            for label, when, what in (
                ("the page, MB", "memory", "page"),
                ("of it script, MB", "memory", "script"),
                ("DOM nodes", "memory", "nodes"),
                ("the page after all actions, MB", "memory after use", "page"),
            )
        ]
        parts += ["Memory:", table(["", *names], rows), _wins(rivals, list(actions))]
        parts += _profile(rivals.get("ours", {}).get("profile") or {})
    return parts


def _grading(found: dict) -> list[str]:
    rows = [[name, f"{seconds:.3f}"] for name, seconds in found["seconds"].items()]
    return [
        "## Grading a class (seconds a submission)",
        f"{found['submissions']} submissions of one chapter, {found['workers']} processes each, the same points.",
        table(["", "s"], rows),
    ]


def _profile(profile: dict[str, dict]) -> list[str]:
    """What our own time consists of."""
    if not profile:
        return []
    names = list(next(iter(profile.values()))["parts"])
    rows = [
        [action, *(number(each["parts"][name]) for name in names), _functions(each["functions"])]
        for action, each in profile.items()
    ]
    return [
        "What ours consists of, ms an action: processor time, and the functions of the script that take most of it by "
        "themselves (with their line in the module of the page).",
        table(["", *names, "functions"], rows),
    ]


def _functions(times: dict[str, float], most: int = 6) -> str:
    return ", ".join(f"{name} {number(ms)}" for name, ms in list(times.items())[:most])


def _drawn(rival: dict) -> str:
    return f"{number(rival['drawn'])} ms" if rival.get("drawn") is not None else "timeout"


def _action(rival: dict, action: str) -> str:
    result = rival.get("actions", {}).get(action)
    if not result:
        return "–"
    if not result["work"]:
        return result["ended"] or "no effect"
    said = f"{number(result['work']['median'])} ({number(result['work']['p95'])})"
    if result["done"]["median"] - result["work"]["median"] > FRAME:
        said += f", settled after {number(result['done']['median'])}"
    if result["n"] < 20 or result["ended"]:
        said += f"; {result['n']} times" + (f", {result['ended']}" if result["ended"] else "")
    return said


def _processor_time(rival: dict, action: str) -> str:
    result = rival.get("actions", {}).get(action)
    return number(result["cpu"]["median"]) if result and result["cpu"] else "–"


def _memory(rival: dict, when: str, what: str) -> str:
    found = rival.get(when)
    if not found or found.get(what) is None:
        return "–"
    return number(found[what] if what == "nodes" else found[what] / 1e6)


def _wins(rivals: dict, actions: list[str]) -> str:
    """Where vis-timeline is ahead, said in words."""
    ours, ahead = rivals.get("ours"), []
    for name, rival in rivals.items():
        if not ours or rival is ours or not rival.get("actions"):
            continue
        better = [action for action in actions if _faster(rival["actions"].get(action), ours["actions"].get(action))]
        if rival["drawn"] < ours["drawn"]:
            better.insert(0, "until it is drawn")
        for what, label in (("page", "memory"), ("nodes", "DOM nodes")):
            if (rival["memory"][what] or 0) < (ours["memory"][what] or 0):
                better.append(label)
        ahead.append(f"{name} is ahead in: {', '.join(better) or 'nothing that was measured'}.")
    return " ".join(ahead)


def _faster(one: dict | None, other: dict | None) -> bool:
    if not (one and other and one["done"] and other["done"]) or "no answer" in one["ended"]:
        return False
    return one["done"]["median"] < other["done"]["median"]


def write(found: dict[str, dict]) -> None:
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    MARKDOWN.write_text(text(found), encoding="utf-8")
