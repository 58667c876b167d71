"""The benchmark: the budgets of weight on every build, and that its figures are what they say."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from myst_nb.core.config import ipywidgets_js_factory

import chronology as ch
from bench import events, grading, npm, report, scale, trace, weight
from chronology.book import host
from conftest import ROOT

pytestmark = pytest.mark.remembered

assert Path(importlib.util.find_spec("bench").origin).parents[1] == ROOT


# --- budgets ------------------------------------------------------------------------------------


def test_host_and_timeline_weigh_at_most_the_budget():
    parts = weight.module_weight()
    assert min(parts.values()) > 100, "a part is empty"
    assert parts["together"] <= report.MODULE, parts


def test_a_first_visit_to_a_page_with_the_timeline_weighs_at_most_the_budget(chromium, pages):
    named = weight.pages_with_timeline(pages)
    assert "chapters/welcome.html" in named, "the first page has no Timeline"
    for name in named:
        sent = weight.first_visit(chromium, pages, name)
        assert any(path.endswith(".css") or ".css?" in path for path, _ in sent)
        assert sum(size for _, size in sent) <= report.PAGE, (name, sorted(sent, key=lambda each: -each[1])[:8])


# --- events that are made up --------------------------------------------------------------------


def test_the_same_events_are_made_every_time():
    code = "from bench.events import generated; print(generated(300).to_json())"
    made = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(made) == 1 and len(made.pop()) > 10_000


def test_made_up_events_are_as_the_timeline_reads_them():
    frame = events.generated(400)
    assert len(frame) == 400 and frame.index.is_unique and frame.earliest.is_monotonic_increasing
    assert frame.earliest.dt.year.between(1465, 2026).mean() > 0.99
    shapes = {each["shape"] for each in ch.Timeline(frame).events}
    assert shapes == {"point", "within", "span", "open"}
    assert set(frame.kind) <= set(ch.events().kind.cat.categories)


# --- figures ------------------------------------------------------------------------------------


def test_percentiles():
    assert scale.p95(list(range(1, 101))) == 95
    assert scale.p95([7.0]) == 7.0
    assert scale.spread([]) is None


def test_processor_time_counts_the_tasks_between_event_and_result_and_nothing_else():
    page = {"pid": 1, "tid": 2}

    def task(ts, dur, tdur, **more):
        return {"name": trace.TASK, "ph": "X", "ts": ts, "dur": dur, "tdur": tdur, **page, **more}

    def mark(name, ts):
        return {"name": name, "ph": "I", "ts": ts, **page}

    found = trace.cpu_times(
        [
            task(0, 90, 90_000),  # before
            task(100, 100, 5_000), mark("bench-begin", 110), {**task(120, 40, 2_000), "name": "Layout"},
            task(130, 10, 9_000),  # within the other
            task(210, 20, 1_000), mark("bench-look", 215),
            task(240, 20, 3_000),
            task(250, 5, 7_000, tid=3),  # another thread
            task(270, 20, 4_000), mark("bench-look", 271), mark("bench-end", 280),
            task(300, 20, 8_000),  # after
        ]
    )  # fmt: skip
    assert found == [{"all": 8.0, "layout": 2.0}]


@pytest.fixture
def drawn(chromium, tmp_path):
    """A page with a Timeline that is drawn."""
    (tmp_path / "page.html").write_text(host.page([ch.Timeline()]), encoding="utf-8")
    page = chromium.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.locator(".chronology.timeline [role=option]").first.wait_for()
    yield page
    page.close()


def test_memory_is_that_of_script_and_elements(drawn):
    before = scale.memory(drawn)
    assert before["page"] > before["script"] > 1e6 and before["nodes"] > 500
    drawn.evaluate("for (let at = 0; at < 20_000; at += 1) document.body.append(document.createElement('p'))")
    after = scale.memory(drawn)
    assert after["nodes"] >= before["nodes"] + 20_000
    assert after["page"] - before["page"] > after["script"] - before["script"] + 1e6, "elements are no script"


def test_a_profile_names_the_functions_of_the_widget_with_their_lines(drawn):
    devtools = drawn.context.new_cdp_session(drawn)
    devtools.send("Profiler.enable")
    devtools.send("Profiler.setSamplingInterval", {"interval": 100})
    devtools.send("Profiler.start")
    drawn.evaluate("(function byTheBenchmark() { for (const end = Date.now() + 50; Date.now() < end; ); })()")
    for _ in range(10):
        drawn.locator("[data-keep=zoom-in]").click()
        drawn.locator("[data-keep=zoom-out]").click()
    times = scale.self_times(devtools.send("Profiler.stop")["profile"], 20, most=1000)
    lines = ch.Timeline._esm.splitlines()
    # The browser names patterns as well, without a line.
    named = [each.split(":") for each in times if re.fullmatch(r"(?!anonymous)[^:]+:\d+", each)]
    assert len(named) > 10 and "byTheBenchmark" not in "".join(times)
    assert all(re.sub(r"^#|^get #?|.*\.", "", name) in lines[int(line) - 1] for name, line in named), named


def found(together=20_000, page=150_000, sooner=6.0, work=10.0, many=50.0, faster=9.0):
    action = lambda value: {"filter by text": {"work": {"median": value, "p95": value}}}  # noqa: E731
    return {
        "weight": {"module": {"together": together}, "pages": {"chapters/welcome.html": page}},
        "slow": {"times sooner": sooner},
        "scale": {"10000": {"ours": {"actions": action(work)}}, "100000": {"ours": {"actions": action(many)}}},
        "grading": {"times faster": faster, "seconds": {"ours": 0.1, "nbgrader": 0.9}, "submissions": 9, "workers": 2},
    }


def test_budgets_that_are_met():
    assert report.missed(found()) == []
    assert len(report.checks(found())) == 6


@pytest.mark.parametrize(
    "fault",
    [{"together": report.MODULE + 1}, {"page": report.PAGE + 1}, {"sooner": 4.9}, {"work": 16.8}, {"faster": 4.9}],
)
def test_a_missed_budget_fails_and_is_marked(fault):
    (check,) = report.missed(found(**fault))
    assert check.row()[-1] == "missed"


def test_a_goal_that_is_missed_is_marked_and_does_not_fail():
    assert report.missed(found(many=500.0)) == []
    assert "goal missed" in [check.row()[-1] for check in report.checks(found(many=500.0))]


def test_when_many_events_are_drawn_is_a_goal():
    late = found()
    late["scale"]["10000"]["ours"]["drawn"] = 601
    late["scale"]["100000"]["ours"]["drawn"] = 4999
    rows = [check.row() for check in report.checks(late) if "drawn" in check.what]
    assert [row[-1] for row in rows] == ["goal missed", "met"] and report.missed(late) == []
    late["scale"]["10000"]["ours"]["drawn"] = None
    assert "goal missed" in {check.row()[-1] for check in report.checks(late) if "drawn" in check.what}


def test_no_page_and_no_time_are_no_success():
    nothing = found()
    nothing["weight"]["pages"] = {}
    nothing["scale"]["10000"]["ours"]["actions"]["filter by text"]["work"] = None
    assert len(report.missed(nothing)) == 2


def test_the_same_submissions_are_made_every_time():
    made = grading.submissions(20)
    assert made == grading.submissions(20) and len({str(each) for each in made.values()}) > 10
    sources = [source for each in made.values() for source in each.values()]
    assert set(grading.WRONG.values()) < set(sources)


def test_the_stock_page_has_what_myst_nb_names():
    pinned = json.loads((ROOT / "bench" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ROOT / "bench" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    require, manager = ipywidgets_js_factory()
    assert f"/{pinned['requirejs']}/" in require
    assert f"html-manager@{pinned['@jupyter-widgets/html-manager']}/" in manager
    for name, version in pinned.items():
        assert locked[f"node_modules/{name}"]["version"] == version


def test_without_npm_it_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(npm, "MODULES", tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="npm is not installed"):
        npm.install()
