"""Python in the page: what it is made of, that what does not belong together is refused, and that it runs, stops, talks."""

import json
import re
import shutil
import subprocess
import sys

import pytest

import live
from chronology.live import assets, offline, packs, pinned, snapshot, sources
from server import serve

pytestmark = pytest.mark.remembered

# --- what it is made of -----------------------------------------------------------------


@pytest.fixture(scope="module")
def runtime():
    try:
        return sources.runtime()
    except sources.Missing as missing:
        pytest.skip(f"no Pyodide: {missing}")


@pytest.mark.parametrize("name", [*pinned.BINARY, *pinned.BINARY_OF_FIGURES])
def test_a_vendored_wheel_is_the_one_of_the_lock(runtime, name):
    assert sources.wheel(name).is_file()


def test_a_wheel_with_another_hash_is_refused(runtime, tmp_path, monkeypatch):
    shutil.copytree(pinned.VENDORED, tmp_path / "vendored")
    monkeypatch.setattr(pinned, "VENDORED", tmp_path / "vendored")
    path = sources.wheel("kiwisolver")
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(sources.Missing, match=r"vendor/pyodide/kiwisolver.* is not the file of Pyodide's lock"):
        sources.packages(figures=True)


def test_another_pyodide_is_refused():
    with pytest.raises(sources.Missing, match="is not the pinned file"):
        sources.check_integrity(b"another")


def test_a_package_that_was_changed_is_refused(tmp_path, monkeypatch):
    folder = tmp_path / "one-1.0.dist-info"
    folder.mkdir()
    (tmp_path / "one.py").write_text("one = 1\n")
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: one\nVersion: 1.0\n")
    (folder / "RECORD").write_text("one.py,sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,0\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(sources.Missing, match=r"one\.py in this environment is not as one was installed"):
        list(sources._installed("one"))


def test_the_course_has_what_students_need_and_not_the_check_of_a_class():
    course = set(sources.course()) | set(sources.data())
    needed = (
        "tables.py exercises/questions.py exercises/sealed/10.json widgets/timeline.js words/days.csv data/events.csv"
    )
    assert {f"chronology/{each}" for each in needed.split()} <= course
    assert [
        path for path in course if re.search(r"classroom|sandbox|chronology/(book|live)/|__pycache__|build\.py", path)
    ] == []


def test_what_is_under_the_lgpl_is_left_out_and_no_other_licence(runtime):
    files = sources.packages(figures=False) | sources.packages(figures=True)
    assert [path for path in files if "meeus" in path.lower()] == []
    licences = sources.licences()
    for name in (*pinned.BINARY, *pinned.BINARY_OF_FIGURES, *pinned.PURE, *pinned.PURE_OF_FIGURES):
        assert any(re.match(rf"{re.sub('[-_]', '[-_]', name)}-\d", each, re.I) for each in licences), name


def test_a_pack_gives_what_was_put_in():
    files = {"b/two.txt": b"\0\1", "a.py": b"", "ü": "ä".encode()}
    assert packs.unpacked(packs.packed(files)) == files
    assert packs.pack_id(packs.packed(files)) != packs.pack_id(packs.packed({"a.py": b"1"}))


def test_without_pyodide_the_book_is_whole_and_one_line_says_why(tmp_path, monkeypatch):
    def missing():
        raise sources.Missing("npm is needed")

    monkeypatch.setattr(sources, "runtime", missing)
    said = assets.publish(tmp_path / "live")
    assert "npm is needed" in said and "\n" not in said
    assert '"variant": null' in (tmp_path / "live" / "manifest.js").read_text(encoding="utf-8")


def test_a_snapshot_follows_from_code_and_not_from_tables(monkeypatch):
    before = assets.snapshot_folder()
    monkeypatch.setattr(sources, "data", lambda: {"chronology/data/events.csv": b"other"})
    assert assets.snapshot_folder() == before
    course = sources.course()
    monkeypatch.setattr(sources, "course", lambda: course | {"chronology/tables.py": b"other"})
    assert assets.snapshot_folder() != before


@pytest.mark.parametrize("first", ["", "import matplotlib.pyplot as plt\n"])
def test_the_style_of_figures_imports_no_matplotlib_and_holds_whenever_it_comes(first):
    code = f"""{first}import sys
import chronology as ch
ch.use_style()
print("matplotlib" in sys.modules)
import matplotlib.pyplot as plt
print(plt.rcParams["axes.spines.top"], plt.rcParams["svg.hashsalt"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(bool(first)), "False", "chronology"]


# --- in a browser -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return live.made(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def served(site):
    with serve(site) as served:
        yield served


@pytest.fixture
def open_page(visit, served):
    return lambda at=served.address: visit(f"{at}/index.html")


def test_nothing_is_loaded_before_it_is_asked_for(open_page):
    page = open_page()
    page.wait_for_timeout(300)
    assert {url.rpartition("/")[2] for url in page.asked} == {"index.html", "manifest.js", "live.js"}
    assert page.locator("html").get_attribute("data-python") == "off"
    assert page.evaluate("chronologyLive.describe()")["variant"] == "snapshot"


def test_cells_share_names_and_show_what_a_notebook_shows(open_page):
    page = open_page()
    one, two, three, four = live.run(
        page,
        "import chronology as ch\nevents = ch.events()\nevents.head(2)",
        "print('a'); print('b')\nlen(events)",
        "x = 1;",
        "await __import__('asyncio').sleep(0)\n[1, 'ü']",
    )
    assert [each["status"] for each in (one, two, three, four)] == ["ok"] * 4
    assert "<table" in one["shown"][0]["data"]["text/html"]
    assert live.text(two).startswith("a\nb\n") and live.text(two).endswith(str(len(__import__("chronology").events())))
    assert three["shown"] == [] and live.text(four) == "[1, 'ü']"
    assert page.locator("html").get_attribute("data-python") == "ready"
    assert page.evaluate("chronologyLive.start().then((python) => python.variant)") == "snapshot"
    assert page.faults == []


def test_an_error_shows_the_lines_of_the_student_and_those_only(open_page):
    page = open_page()
    failed, unfinished, ended = live.run(
        page, "def f(x):\n    return int(x)\n\nimport pandas as pd\npd.Series(['a']).map(f)", "x = (", "exit()"
    )
    assert failed["status"] == unfinished["status"] == ended["status"] == "error"
    said = live.text(failed)
    assert "line 5" in said and "return int(x)" in said and "ValueError: invalid literal" in said
    assert "site-packages" not in said and "SyntaxError" in live.text(unfinished)
    assert live.run(page, "1 + 1")[0]["status"] == "ok"


def test_an_endless_loop_is_stopped_and_python_is_back(open_page):
    page = open_page()
    live.run(page, "kept = 1")
    stopped = page.evaluate("""async () => {
      const python = await chronologyLive.start();
      const running = python.run("while True: pass");
      await new Promise((go) => setTimeout(go, 200));
      const again = await python.stop();
      return { ...(await running), same: again === python, state: python.state, second: await again.run("1 + 1") };
    }""")
    assert stopped["status"] == "stopped" and stopped["same"] and stopped["state"] == "ready"
    assert stopped["second"]["status"] == "ok"
    assert "NameError" in live.text(live.run(page, "kept")[0])


@pytest.mark.parametrize("shows", ["print('a')", "print('a' * 1_000_000)", "display(1)"])
def test_an_endless_loop_that_shows_something_leaves_the_page_free(open_page, shows):
    page = open_page()
    told = page.evaluate(
        """async (shows) => {
      const python = await chronologyLive.start();
      const heard = [];
      const running = python.run(`while True: ${shows}`, { output: (message) => heard.push(message) });
      await new Promise((go) => setTimeout(go, 1500));
      const again = await python.stop();
      await running;
      const size = heard.reduce((sum, { text = "" }) => sum + text.length, 0);
      await again.run("print(2)", { output: (message) => heard.push(message) });
      return { size, messages: heard.length, cuts: heard.filter(({ t }) => t === "cut").length, last: heard.at(-1).text };
    }""",
        shows,
    )
    assert told["cuts"] == 1 and told["size"] <= 100_000 and told["messages"] <= 600 and told["last"] == "2\n"


def test_a_widget_talks_both_ways(open_page):
    page = open_page()
    got = page.evaluate("""async () => {
      const python = await chronologyLive.start();
      const [heard, printed] = [[], []];
      python.oncomm = (message) => heard.push(message);
      await python.run(`import ipywidgets
slider = ipywidgets.IntSlider(value=3)
slider.observe(lambda change: print("now", change.new), "value")
slider`, { output: (message) => printed.push(message) });
      const opened = heard.find(({ type, content }) => type === "comm_open" && content.data.state._model_name === "IntSliderModel");
      await python.run("", { output: () => printed.push("of another cell") });
      const id = opened.content.comm_id;
      await python.comm({ type: "comm_msg", content: { comm_id: id, data: { method: "update", state: { value: 7 }, buffer_paths: [] } } });
      await python.run("slider.value = 9");
      return { printed: printed.filter(({ t }) => t === "stream").map(({ text }) => text).join(""),
               last: heard.filter(({ content }) => content.data?.state?.value !== undefined).at(-1).content.data.state.value };
    }""")
    assert got == {"printed": "now 7\n", "last": 9}  # what another cell caused, that one shows


def test_a_module_that_was_not_imported_and_a_figure_come_when_they_are_needed(open_page):
    page = open_page()
    first, second, figure = live.run(
        page,
        "import chronology as ch\nch.use_style()",
        "import colorsys\ncolorsys.rgb_to_hsv(0, 0, 0)",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2], label='line')\nplt.title('A title');",
    )
    assert [each["status"] for each in (first, second, figure)] == ["ok"] * 3
    assert not re.search(
        r"figures\.", " ".join(page.asked[: page.asked.index(next(u for u in page.asked if "stdlib" in u))])
    )
    drawn = figure["shown"][0]["data"]["image/svg+xml"]
    assert "A title" in drawn and "var(--figure-ink)" in drawn and len(figure["shown"]) == 1


def test_it_runs_from_a_file(visit, site, tmp_path):
    files, about, _ = assets.with_all()
    offline.put(tmp_path / "_static" / "live", files, about)
    shutil.copy(site / "index.html", tmp_path / "index.html")
    page = visit((tmp_path / "index.html").as_uri(), offline=True)
    table, figure = live.run(
        page, "import chronology as ch\nch.events()", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    )
    assert table["status"] == figure["status"] == "ok" and "image/svg+xml" in figure["shown"][0]["data"]
    assert page.evaluate("chronologyLive.start().then((python) => python.variant)") == "snapshot"
    assert page.faults == []


def _fallen_back(page) -> str:
    (result,) = live.run(page, "import chronology as ch\nlen(ch.events())")
    assert result["status"] == "ok" and int(live.text(result)) > 100
    return page.evaluate("chronologyLive.start().then((python) => python.variant)")


@pytest.mark.parametrize("fault", ["damaged", "short", "absent", "of another build", "other libraries"])
def test_a_snapshot_that_cannot_be_put_back_is_refused_and_python_starts_without(visit, site, tmp_path, fault):
    broken = live.copied(site, tmp_path / "site")
    about = live.manifest(broken)
    path = broken / "_static" / "live" / about["files"]["snapshot"]["name"]
    content = path.read_bytes()
    path.unlink()
    if fault == "damaged":
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes(64) + content[middle + 64 :])
    elif fault == "short":
        path.write_bytes(content[: len(content) // 2])
    elif fault in ("of another build", "other libraries"):
        path.write_bytes(_with_other_head("build" if fault == "of another build" else "librariesId"))
    with serve(broken) as served:
        page = visit(f"{served.address}/index.html")
        warned = []
        page.on("console", lambda message: warned.append(message.text))
        assert _fallen_back(page) == "packs"
        assert any("Python starts without its memory" in each for each in warned)


def _with_other_head(key: str) -> bytes:
    """A snapshot that says it belongs to something else; it is not read beyond that."""
    meta = json.loads((assets.snapshot_folder() / "meta.json").read_text(encoding="utf-8"))
    return assets.zstd(snapshot.head(meta | {key: "0" * 64}))
