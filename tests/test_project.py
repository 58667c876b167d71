"""The project around the tables: notebooks run, papers agree with the data, the lock holds."""

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from packaging.requirements import Requirement

import chronology as ch
from chronology import codebook, tables
from conftest import ROOT

PAGES = sorted((ROOT / "chapters").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_with_code_has_the_header_without_which_it_would_not_run(page):
    text = page.read_text(encoding="utf-8")
    if "{code-cell}" in text:
        header = yaml.safe_load(text.split("---\n")[1])
        assert header["jupytext"]["text_representation"]["format_name"] == "myst"
        assert header["kernelspec"]["name"] == "python3"


def test_every_page_is_in_the_table_of_contents_and_back():
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in contents["parts"] for chapter in part["chapters"]]
    below = [section for chapter in chapters for section in chapter.get("sections", ())]
    named = [contents["root"], *(each["file"] for each in chapters + below if each["file"].startswith("chapters/"))]
    assert sorted(named) == sorted(["index", *(f"chapters/{page.stem}" for page in PAGES)])


def test_the_codebook_is_up_to_date():
    readme = (tables.DATA / "README.md").read_text(encoding="utf-8")
    assert codebook.written(readme) == readme, "run `make codebook`"


def test_a_codebook_without_its_markers_is_refused():
    with pytest.raises(ValueError, match="must hold the lines"):
        codebook.written("# Codebook\n")


def test_the_readme_counts_right():
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"{len(ch.events())} events" in readme
    assert f"{len(ch.claims())} claims" in readme
    assert f"{len(ch.documents())} documents" in readme
    assert f"{len(ch.references())} works" in readme


def test_the_readme_names_commands_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for paper in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        for command in re.findall(r"\bmake ([a-z]+)\b", (ROOT / paper).read_text(encoding="utf-8")):
            assert re.search(rf"^{command}:", makefile, re.M), f"{paper}: make {command}"


def test_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["version"] == citation["version"] == tables.package()["version"]


def test_the_environment_is_the_one_of_the_lock():
    """Every pin of requirements.txt that is meant for this machine is what is installed here."""
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.lstrip().startswith("#"):
            pin = Requirement(line)
            if pin.marker is None or pin.marker.evaluate():
                assert pin.specifier.contains(metadata.version(pin.name)), line


def test_the_lock_has_every_dependency_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for group in project["optional-dependencies"].values() for each in group),
    ]
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    locked = {pin.name: pin for pin in map(Requirement, (line for line in lines if line and line.lstrip()[0] != "#"))}
    for requirement in map(Requirement, wanted):
        version = next(iter(locked[requirement.name].specifier)).version
        assert requirement.specifier.contains(version), f"{requirement} against {version}: run `make lock`"


# Copies of encyclopaedias, content farms, file sharing; and addresses that are bare numbers.
REFUSED = (
    "wikipedia wikimili wikiwand thefullwiki absoluteastronomy hotlib knigochet emirsaba perceptio jetsetbikes arttekstil "
    "leksika savol-javob lib.sale yapresident geoba fondsk paperzz afnfn pdfslide docslib blogspot googleweblight"
).split()
OWN = {"pohl-2008-germans"}  # weblogs on which a historian publishes his own work


def test_no_reference_leads_to_a_copy_or_a_bare_number():
    for key, url in ch.references().url.items():
        host = urlsplit(url).hostname or ""
        assert key in OWN or not any(word in host for word in REFUSED), key
        assert not re.fullmatch(r"[\d.]*", host) or not url, key
        assert not host.endswith("."), key


def test_an_installed_package_carries_its_tables(tmp_path: Path):
    """Installed without the checkout, the package still has its data."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    code = "import chronology as ch; from chronology import tables; print(tables.DATA); print(len(ch.events()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )
    where, count = done.stdout.split()
    assert where == str(tmp_path / "chronology" / "data")
    assert int(count) == len(ch.events())
