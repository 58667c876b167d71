"""What a student hands in, in every state in which files arrive."""

import base64
import contextlib
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbconvert.exporters import NotebookExporter

import edited
from chronology.classroom import prose, submissions
from chronology.classroom.grading import rebuilt
from chronology.classroom.owners import Found
from chronology.classroom.submissions import read
from handed_in import CHAPTER, COURSE, NAME, RIGHT, ROOT, cell, hand_in, notebook

pytestmark = pytest.mark.remembered

QUESTIONS = [each.id for each in CHAPTER.questions]
BYTES = json.dumps(notebook(**RIGHT)).encode()


def taken(made, course=COURSE, name=f"{NAME}.ipynb"):
    data = made if isinstance(made, bytes) else json.dumps(made).encode()
    return read(Found(Path(name), "Jane"), course, data)


# --- what is taken over -----------------------------------------------------------------------


def test_only_the_sources_of_answers_are_taken_over():
    made = notebook(**RIGHT)
    cell(made, "02-q1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "Correct."}]
    read_ = taken(made)
    assert read_.answers == {f"02-{number}-answer": source for number, source in RIGHT.items()}
    assert (read_.chapter, read_.problem, read_.refused, read_.notes) == ("02", None, {}, ())


def test_an_untouched_notebook_has_no_notes():
    read_ = taken(notebook())
    assert len(read_.answers) == len(QUESTIONS)
    assert (read_.problem, read_.refused, read_.notes) == (None, {}, ())


def test_names_of_nbgrader_stand_in_where_the_ids_are_gone():
    made = notebook(**RIGHT)
    made["nbformat_minor"] = 4
    for each in made["cells"]:
        del each["id"]
    assert taken(made) == taken(notebook(**RIGHT))


def test_a_source_may_be_a_list_of_lines():
    made = notebook()
    cell(made, "02-q1-answer")["source"] = ["x = 1\n", 'q1 = "b"']
    assert taken(made).answers["02-q1-answer"] == 'x = 1\nq1 = "b"'


def test_a_byte_order_mark_and_utf_16_do_no_harm():
    for encoding in ("utf-8-sig", "utf-16"):
        assert taken(BYTES.decode().encode(encoding)) == taken(BYTES)


def test_fifty_megabytes_of_output_are_dropped():
    made = notebook(**RIGHT)
    cell(made, "02-q1-check")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x" * 1000] * 55_000}]
    data = json.dumps(made).encode()
    assert len(data) > 50 * 2**20
    assert taken(data) == taken(BYTES)


@pytest.mark.parametrize(
    "marker",
    ["# NBVAL_SKIP", "#NBVAL_IGNORE_OUTPUT", "  ## NBVAL_RAISES_EXCEPTION  ", "# PYTEST_VALIDATE_IGNORE_OUTPUT"],
)
def test_comments_for_nbval_are_taken_out_and_lines_keep_their_numbers(marker):
    from nbval.plugin import find_comment_markers

    source = f'{marker}\nq1 = "b"  # NBVAL is a tool'
    assert dict(find_comment_markers(source))
    read_ = taken(notebook(q1=source))
    answer = read_.answers["02-q1-answer"]
    assert not dict(find_comment_markers(answer))
    assert answer.splitlines()[1] == 'q1 = "b"  # NBVAL is a tool'
    assert "nbval" in " ".join(read_.notes)


def test_tags_for_nbval_are_not_taken_over():
    made = notebook(**RIGHT)
    for each in made["cells"]:
        each["metadata"]["tags"] = ["nbval-skip", "raises-exception"]
    assert taken(made) == taken(BYTES)


def test_half_a_surrogate_pair_and_nul_become_harmless():
    read_ = taken(json.dumps(notebook(q1="q1 = 'MARK'")).replace("MARK", "\\ud800\\u0000").encode())
    assert read_.answers["02-q1-answer"] == "q1 = '?'"


# --- what does not matter ---------------------------------------------------------------------


def test_cells_of_the_students_own_are_taken_with_their_places():
    made = notebook(**RIGHT)
    made["cells"].insert(2, {"cell_type": "code", "id": "mine", "metadata": {}, "source": "def check(*_): return 9"})
    read_ = taken(made)
    assert read_.answers == taken(BYTES).answers
    assert read_.own == (("02-setup", "def check(*_): return 9"),) and "in their places: 1" in read_.notes[0]


@pytest.mark.parametrize("id", ["02-start", "02-q3", "02-setup", "02-q3-given"])
def test_an_edited_or_missing_cell_of_the_course_is_noted(id):
    made = notebook(**RIGHT)
    cell(made, id)["source"] = "changed"
    edited = taken(made)
    made["cells"].remove(cell(made, id))
    missing = taken(made)
    assert edited.answers == missing.answers == taken(BYTES).answers
    assert edited.notes[0].startswith(f"The cell {id} was changed; ")
    assert edited.own == (((id, "changed"),) if cell(notebook(), id)["cell_type"] == "code" else ())
    assert missing.notes == (f"The cell {id} is missing; the original was used.",)
    assert not edited.refused and not missing.refused


def test_a_copy_made_in_jupyter_does_not_stand_in_for_the_answer():
    made = notebook(**RIGHT)
    copy = json.loads(json.dumps(cell(made, "02-q1-answer"))) | {"id": "abcd1234", "source": 'q1 = "d"'}
    made["cells"].insert(3, copy)
    assert taken(made).answers == taken(BYTES).answers
    assert not taken(made).refused
    assert taken(made).own == (("02-q1", 'q1 = "d"'),), "it runs, as it did at home, before the answer"


def test_blanks_and_line_ends_of_a_check_do_not_matter():
    made = notebook(**RIGHT)
    cell(made, "02-q1-check")["source"] = 'check("02-q1", q1) \r\n\r\n'
    assert not taken(made).refused


# --- what does --------------------------------------------------------------------------------


def refused(made):
    """question -> status and message of the only question that is refused; the others are graded."""
    read_ = taken(made)
    assert read_.problem is None
    assert set(read_.answers) == {f"{each}-answer" for each in QUESTIONS if each not in read_.refused}
    ((question, problem),) = read_.refused.items()
    return question, *problem


def test_an_edited_check_spoils_its_question_only():
    made = notebook(**RIGHT)
    cell(made, "02-q3-check")["source"] = 'print("Correct."); 2'
    question, status, message = refused(made)
    assert (question, status) == ("02-q3", "tampered")
    assert "check has been changed" in message


def test_a_check_that_is_no_code_any_more_is_tampered():
    made = notebook(**RIGHT)
    cell(made, "02-q3-check")["cell_type"] = "raw"
    assert refused(made)[:2] == ("02-q3", "tampered")


def test_a_missing_check_is_run_from_the_original():
    made = notebook(**RIGHT)
    made["cells"].remove(cell(made, "02-q3-check"))
    assert taken(made).answers == taken(BYTES).answers
    assert taken(made).notes == ("02-q3: its check is missing; the original was run.",)


def test_a_missing_answer_is_said():
    made = notebook(**RIGHT)
    made["cells"].remove(cell(made, "02-q4-answer"))
    question, status, message = refused(made)
    assert (question, status) == ("02-q4", "tampered") and "no new cell" in message


def test_two_answers_of_one_id_are_refused_unless_they_are_the_same():
    made = notebook(**RIGHT)
    made["cells"].append(json.loads(json.dumps(cell(made, "02-q2-answer"))))
    assert not taken(made).refused
    made["cells"][-1]["source"] = 'q2 = "1730"'
    question, status, message = refused(made)
    assert (question, status) == ("02-q2", "tampered") and "2 cells" in message


def test_an_answer_turned_into_text_is_said():
    made = notebook(**RIGHT)
    cell(made, "02-q2-answer")["cell_type"] = "markdown"
    assert "no longer a code cell" in refused(made)[2]


def test_an_open_answer_may_be_in_any_kind_of_cell():
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["cell_type"] = "code"
    assert taken(made).answers["02-q9-answer"] == RIGHT["q9"]


def test_the_solution_notebook_is_no_submission():
    made = json.loads((ROOT / "exercises" / "solutions" / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    read_ = taken(made)
    assert not read_.answers
    assert {status for status, _ in read_.refused.values()} == {"tampered"}
    assert all("solution notebook" in message for _, message in read_.refused.values())


def test_a_very_long_answer_is_refused():
    question, status, message = refused(notebook(**RIGHT | {"q1": f'q1 = "b{"#" * submissions.LONGEST}"'}))
    assert (question, status) == ("02-q1", "unreadable")
    assert "characters" in message


# --- put together by what is left ------------------------------------------------------------


def new(kind, source, **more):
    return {"cell_type": kind, "id": f"new-{abs(hash(source)) % 10**8}", "metadata": {}, "source": source} | more


def at(made, id):
    return made["cells"].index(cell(made, id))


def same_answers(made):
    read_ = taken(made)
    assert read_.problem is None and not read_.refused, (read_.problem, read_.refused)
    assert {id: text.split() for id, text in read_.answers.items()} == {
        id: text.split() for id, text in taken(BYTES).answers.items()
    }
    return read_


def without_ids(made, kept=lambda each: False):
    for number, each in enumerate(made["cells"]):
        if not kept(each):
            each["metadata"], each["id"] = {}, f"x{number}"
    return made


def test_a_notebook_without_ids_and_metadata_is_read_by_its_text():
    made = without_ids(notebook(**RIGHT))
    same_answers(made)
    for each in made["cells"]:
        del each["id"]
    made["nbformat_minor"] = 4
    assert same_answers(made).own == ()


def test_headings_reworded_by_a_tool_still_divide_the_questions():
    made = without_ids(notebook(**RIGHT))
    for each in made["cells"]:
        if each["cell_type"] == "markdown" and "## Question" in "".join(each["source"]):
            each["source"] = "".join(each["source"]).replace("*Draws on", "_Draws on")
    same_answers(made)


@pytest.mark.parametrize("kept", ["answers", "checks", "prose"])
def test_part_of_the_ids_may_be_left(kept):
    ending = {"answers": "-answer", "checks": "-check", "prose": ""}[kept]
    same_answers(
        without_ids(
            notebook(**RIGHT), lambda each: each["id"].endswith(ending) and (ending or each["id"][-1].isdigit())
        )
    )


def test_an_answer_in_a_new_cell_in_its_place_counts():
    made = notebook(**RIGHT)
    where = at(made, "02-q4-answer")
    made["cells"][where] = new("code", RIGHT["q4"])
    assert same_answers(made).notes[0].endswith("are gone: 02-q4.")
    made["cells"].insert(where, new("code", "import math"))
    assert "import math" in taken(made).answers["02-q4-answer"]


def test_a_split_answer_is_run_as_it_was_at_home():
    """JupyterLab leaves the id to the last part, and the metadata to all."""
    made = notebook(**RIGHT | {"q1": "# a comment"})
    made["cells"].insert(
        at(made, "02-q1-answer"), new("code", RIGHT["q1"], metadata=cell(made, "02-q1-answer")["metadata"])
    )
    read_ = taken(made)
    assert (
        read_.own == (("02-q1", RIGHT["q1"]),) and read_.answers["02-q1-answer"] == "# a comment" and not read_.refused
    )


# What is text, or gone, does not run at home either.
LOST = {
    "question merged with answer": {"02-q1"},
    "answer, check and question merged": {"02-q3"},
    "answer deleted": {"02-q3"},
    "answer to Markdown": {"02-q3"},
    "answer to raw": {"02-q3"},
}


def values(read_):
    """What the answers are worth when the notebook is run, and the text of the open one."""
    space = {}
    for each in rebuilt(CHAPTER.clean, read_.answers, read_.own).cells:
        if each.cell_type == "code" and not each.id.endswith("-check"):
            with contextlib.suppress(Exception):
                exec(each.source, space)
    found = {id: str(space[id.partition("-")[2]]) for id in QUESTIONS[:-1]}
    return found | {QUESTIONS[-1]: read_.answers.get(f"{QUESTIONS[-1]}-answer")}


@pytest.mark.parametrize("edit", edited.EDITS)
def test_what_jupyterlab_writes_holds_the_answers(edit):
    read_, lost = taken(edited.edited(edit)), LOST.get(edit, set())
    assert set(read_.refused) == lost
    wanted, found = values(taken(edited.before())), values(read_)
    assert {id: found[id] for id in wanted if id not in lost} == {id: wanted[id] for id in wanted if id not in lost}


def test_what_nbconvert_writes_holds_the_answers():
    text, _ = NotebookExporter().from_notebook_node(nbformat.from_dict(notebook(**RIGHT)))
    assert taken(text.encode()) == taken(BYTES)


@pytest.mark.parametrize("kept", [True, False], ids=["nbgrader kept", "nbgrader dropped"])
def test_the_form_that_colab_writes_holds_the_answers(kept):
    """Version 4.0, in which cells have no ids but one in their metadata, and a badge on top."""
    made = notebook(**RIGHT)
    for number, each in enumerate(made["cells"]):
        del each["id"]
        each["metadata"] = (each["metadata"] if kept else {}) | {"id": f"zoW5J7P1gp{number}", "outputId": "40ffb086"}
    badge = {"id": "view-in-github", "colab_type": "text"}
    made["cells"].insert(0, {"cell_type": "markdown", "metadata": badge, "source": ['<a href="…">Open in Colab</a>']})
    made["nbformat_minor"], made["metadata"]["colab"] = 0, {"provenance": []}
    assert not same_answers(made).own


@pytest.mark.parametrize("named", [True, False])
def test_an_answer_merged_with_its_check_is_taken_apart(named):
    made = notebook(**RIGHT)
    check = cell(made, "02-q3-check")
    merged = new("code", f'{RIGHT["q3"]}\n\ncheck("02-q3", q3)', metadata=check["metadata"] if named else {})
    made["cells"][at(made, "02-q3-answer")] = merged
    made["cells"].remove(check)
    assert "taken apart" in same_answers(made).notes[0]


def test_two_questions_in_one_cell_are_taken_apart():
    made = notebook(**RIGHT)
    text = f'{RIGHT["q3"]}\ncheck("02-q3", q3)\n{RIGHT["q4"]}\ncheck("02-q4", q4)  # both'
    made["cells"][at(made, "02-q3-answer")] = new("code", text)
    made["cells"] = [each for each in made["cells"] if each["id"] not in ("02-q3-check", "02-q4-answer", "02-q4-check")]
    same_answers(made)


def test_a_line_added_to_a_check_does_no_harm():
    made = notebook(**RIGHT)
    cell(made, "02-q3-check")["source"] = 'print(q3)\ncheck("02-q3", q3)\nprint("ok")'
    assert same_answers(made).own == (("02-q3-answer", "print(q3)"), ("02-q3-check", 'print("ok")'))


@pytest.mark.parametrize("line", ['check("02-q3", q4)', 'check("02-q3", "1900-03-13")', '# check("02-q3", q3)'])
def test_a_check_of_another_answer_is_tampered(line):
    made = notebook(**RIGHT)
    cell(made, "02-q3-check")["source"] = line
    assert refused(made)[:2] == ("02-q3", "tampered")


def test_an_open_answer_in_new_cells_reaches_the_marker():
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["source"] = "*Write your answer here.*"
    made["cells"].append(new("markdown", "First part."))
    made["cells"].append(new("raw", "Second part."))
    made["cells"].append(new("code", "1 + 1"))
    read_ = taken(made)
    assert read_.answers["02-q9-answer"] == "First part.\n\nSecond part."
    assert any("02-q9: 2 new cells of text" in note for note in read_.notes)
    cell(made, "02-q9-answer")["source"] = "Begun here."
    assert taken(made).answers["02-q9-answer"] == "Begun here.\n\nFirst part.\n\nSecond part."
    made["cells"].insert(2, new("markdown", "Notes of my own, elsewhere."))
    assert "elsewhere" not in taken(made).answers["02-q9-answer"]


PARSE = prose.ast.parse
PROSE = "Dulati wrote some eighty years after the event, and in the Hijri calendar."


def _in_the_question(made):
    cell(made, "02-q9")["source"] += f"\n\n{PROSE}"


def _under_the_rubric(made):
    source = "".join(cell(made, "02-q9")["source"])
    cell(made, "02-q9")["source"] = source.replace("\n2. ", f"\n{PROSE}\n2. ")


def _above_the_heading(made):
    at = [each["id"] for each in made["cells"]].index("02-q9")
    made["cells"].insert(at, new("markdown", PROSE))


def _as_a_text_of_its_name(made):
    made["cells"].append(new("code", f'q9 = """{PROSE}"""'))


def _in_the_cell_of_another_answer(made):
    cell(made, "02-q7-answer")["source"] += f'\nq9 = """{PROSE}"""'


def _as_comments(made):
    made["cells"].insert(3, new("code", "\n".join(f"# {each}" for each in PROSE.split(", "))))


def _as_a_comment_in_another_answer(made):
    cell(made, "02-q1-answer")["source"] += f"\n# Question 8: {PROSE}"


def _under_a_name_of_ones_own(made):
    cell(made, "02-q3-answer")["source"] += f'\nfootnote = "{PROSE}"'


def _printed(made):
    made["cells"].append(new("code", f'print("{PROSE}")'))


def _shown(made):
    made["cells"].append(
        new("code", f"from IPython.display import Markdown, display\ndisplay(Markdown('''{PROSE}'''))")
    )


def _in_a_list(made):
    made["cells"].append(new("code", f"answer = {PROSE.split(', ')!r}"))


def _as_no_python(made):
    made["cells"].append(new("code", PROSE))


def _in_the_cell_of_another_question(made):
    cell(made, "02-q7")["source"] += f"\n\n{PROSE}"


def _without_its_cell(made):
    _in_the_question(made)
    made["cells"] = [each for each in made["cells"] if each["id"] != "02-q9-answer"]


@pytest.mark.parametrize(
    "write",
    [
        _in_the_question, _under_the_rubric, _above_the_heading, _as_a_text_of_its_name, _in_the_cell_of_another_answer,
        _as_comments, _as_a_comment_in_another_answer, _under_a_name_of_ones_own, _printed, _shown, _in_a_list, _as_no_python, _in_the_cell_of_another_question, _without_its_cell,
    ],
)  # fmt: skip
def test_an_open_answer_in_the_wrong_place_reaches_the_marker(write):
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["source"] = "*Write your answer here.*"
    write(made)
    read_ = taken(made)
    shown = " ".join(read_.answers["02-q9-answer"].split()).replace("event and", "event, and")
    assert shown.rpartition("] ")[2].removeprefix("Question 8: ") == PROSE
    assert any(note.startswith("02-q9: ") for note in read_.notes), "the marker is told where it stood"


def test_a_cell_without_end_is_not_read_as_python(monkeypatch):
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["source"] = "*Write your answer here.*"
    made["cells"].append(new("code", "x = 1\n" * 100_000))
    read_lengths = []
    with monkeypatch.context() as patch:  # pytest itself parses what failed
        patch.setattr(prose.ast, "parse", lambda code: read_lengths.append(len(code)) or PARSE(code))
        read_ = taken(made)
    assert read_.answers["02-q9-answer"] == "*Write your answer here.*"
    assert max(read_lengths, default=0) < 200_000


def test_answers_merged_into_one_cell_both_count():
    for first, second in (("02-q1", "02-q2"), ("02-q2", "02-q3")):
        made = notebook(**RIGHT)
        one, other = (cell(made, f"{each}-answer") for each in (first, second))
        merged = new("code", "\n\n".join("".join(each["source"]) for each in (one, other)))
        merged["metadata"] = one["metadata"]  # as Jupyter does: a new id, and the name of the first
        made["cells"] = [merged if each is one else each for each in made["cells"] if each is not other]
        read_ = taken(made)
        assert not read_.refused
        assert read_.answers[f"{first}-answer"] == read_.answers[f"{second}-answer"] == "".join(merged["source"])
        assert any(note.startswith(f"{second}: its cell is gone; taken from {first}-answer") for note in read_.notes)


def test_a_picture_elsewhere_is_kept_where_the_answer_is_empty():
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["source"] = "*Write your answer here.*"
    picture = new("markdown", "![a](attachment:a)") | {
        "attachments": {"a": {"image/png": base64.b64encode(PNG).decode()}}
    }
    made["cells"].insert(0, picture)
    assert taken(made).pictures == {"02-q9-1.png": PNG}


@pytest.mark.parametrize(
    "text", ["...", "&nbsp;<br>".replace("nbsp", "#160").replace("<br>", ""), "---", "  \n\n", "…"]
)
def test_signs_alone_are_no_answer(text):
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["source"] = "*Write your answer here.*"
    made["cells"].append(new("markdown", text))
    assert "1 new cell" not in " ".join(taken(made).notes) or text == "&#160;"


def test_code_and_remarks_are_no_open_answer():
    made = notebook(**RIGHT)
    cell(made, "02-q9-answer")["source"] = "*Write your answer here.*"
    made["cells"].insert(2, new("markdown", "## My notes"))
    made["cells"].append(new("code", "# another try\nlen(ch.events().merge(ch.documents(), how='left'))"))
    cell(made, "02-q7")["source"] += "\n\n(done)"
    assert taken(made).answers["02-q9-answer"] == "*Write your answer here.*"


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def test_a_picture_in_an_open_answer_is_kept_by_what_it_is():
    made = notebook(**RIGHT)
    attached = {
        "image.png": {"image/png": base64.b64encode(PNG).decode()},
        "../../evil.png": {"image/png": base64.b64encode(b"<svg onload=alert(1)>").decode()},
        "page": {"text/html": "PGI+"}, "broken": {"image/png": "no base 64!"}, "strange": ["x"],
    }  # fmt: skip
    cell(made, "02-q9-answer").update(source="![image.png](attachment:image.png)", attachments=attached)
    assert taken(made).pictures == {"02-q9-1.png": PNG}
    cell(made, "02-q9-answer")["attachments"] = {str(each): attached["image.png"] for each in range(99)}
    assert len(taken(made).pictures) == submissions.MOST_PICTURES
    assert "There are 99 pictures; the first 10 were kept." in taken(made).notes


def test_a_picture_that_is_too_large_is_told():
    made = notebook(**RIGHT)
    large = base64.b64encode(PNG + b"0" * submissions.LARGEST_PICTURE).decode()
    cell(made, "02-q9-answer").update(source="![a](attachment:a)", attachments={"a": {"image/png": large}})
    read_ = taken(made)
    assert read_.pictures == {} and read_.answers["02-q9-answer"] == "![a](attachment:a)"
    assert any("02-q9: 1 picture in the answer could not be kept: more than 5 MB" in note for note in read_.notes)


def test_cells_of_ones_own_are_bounded():
    made = notebook(**RIGHT)
    made["cells"] += [new("code", f"x = {each}") for each in range(submissions.MOST_OWN + 50)]
    assert len(taken(made).own) == submissions.MOST_OWN
    made["cells"] = notebook(**RIGHT)["cells"] + [new("code", "#" * submissions.LONGEST), new("code", "y = 1")]
    assert sum(len(source) for _, source in taken(made).own) <= submissions.LONGEST


@given(st.permutations(range(len(notebook()["cells"]))))
def test_cells_in_any_order_give_the_same_answers(order):
    made = notebook(**RIGHT)
    made["cells"] = [made["cells"][each] for each in order]
    assert taken(made).answers == taken(BYTES).answers


# --- what cannot be read ----------------------------------------------------------------------

OTHER = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": "1"}]}
THIRD = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "q1 = 'b'"}]}], "metadata": {}}
BROKEN = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\xef\xbb\xbf", "is empty"),
    "words": (b"I have done my homework.", "not a notebook"),
    "pdf": (b"%PDF-1.7 ...", "a PDF file"),
    "zip": (b"PK\x03\x04....", "a zip file"),
    "docx": (b"PK\x03\x04....[Content_Types].xml....word/document.xml", "a text document"),
    "odt": (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "a text document"),
    "page": (b"\n<!doctype html><p>Log in", "a web page"),
    "truncated": (BYTES[: len(BYTES) // 2], "damaged in line"),
    "in a string": (b'{"cells": [{"source": "q1', "break off"),
    "latin": (BYTES.replace(b"Write", b"\xff\xfe\xc3("), "not in UTF-8"),
    "third format": (json.dumps(THIRD).encode(), "nbformat 3"),
    "another course": (json.dumps(OTHER).encode(), "not an exercise of this course"),
    "a list": (b"[1, 2]", "not a notebook"),
    "a number": (b"17", "not a notebook"),
    "no cells": (b'{"nbformat": 4}', "has no cells"),
    "cells of nothing": (b'{"cells": [1, null, "x", [], {}]}', "not an exercise of this course"),
    "deep": (b'{"cells": ' + b"[" * 100_000, ""),
    "huge number": (b'{"cells": [], "x": ' + b"9" * 10_000 + b"}", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_apart(name):
    data, message = BROKEN[name]
    read_ = taken(data)
    assert read_.problem[0] == "unreadable"
    assert message in read_.problem[1]
    assert read_.student == "Jane"
    assert read_.chapter == "02", "the only chapter that is checked"
    assert not read_.answers


def test_another_chapter_is_named():
    made = json.loads(json.dumps(notebook(**RIGHT)).replace('"02-', '"03-'))
    status, message = taken(made).problem
    assert status == "elsewhere" and "chapter 3" in message


def test_the_cells_tell_the_chapter_and_not_the_name():
    read_ = taken(BYTES, name="03-soviet-republic.ipynb")
    assert read_.chapter == "02" and "called after chapter 03" in read_.notes[0]


def test_the_chapter_of_a_broken_file_is_guessed_from_what_is_left_of_it():
    course = COURSE | {"03": CHAPTER}
    assert taken(BYTES[: len(BYTES) // 2], course, "x.ipynb").chapter == "02"
    assert taken(b"", course, f"{NAME}.ipynb").chapter == "02"
    assert taken(b"", course, "x.ipynb").chapter == ""


def test_files_that_are_no_files_are_not_opened(tmp_path):
    hand_in(tmp_path, "secret/right.ipynb", **RIGHT)
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "secret" / "right.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    os.mkfifo(tmp_path / "fifo.ipynb")
    (tmp_path / "null.ipynb").symlink_to("/dev/zero")
    for name, message in {
        "link": "links are not followed",
        "folder": "a folder or a device",
        "fifo": "a folder or a device",
        "null": "links are not followed",
        "none": "No such file",
    }.items():
        status, said = read(Found(tmp_path / f"{name}.ipynb", "Jane"), COURSE).problem
        assert status == "unreadable" and message in said


def test_a_device_is_not_opened(monkeypatch, tmp_path):
    assert stat.S_ISCHR(Path("/dev/zero").stat().st_mode)
    assert "a device" in submissions.contents(Path("/dev/zero"))[1]


def test_a_file_without_permission_is_said(tmp_path, monkeypatch):
    path = hand_in(tmp_path, "x.ipynb", **RIGHT)
    path.chmod(0)
    if os.geteuid() == 0:  # who may read everything

        def forbidden(*_):
            raise PermissionError

        monkeypatch.setattr(submissions.os, "open", forbidden)
    assert "permissions forbid" in read(Found(path, "Jane"), COURSE).problem[1]


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST", 10_000)
    path = hand_in(tmp_path, "x.ipynb", **RIGHT)
    assert path.stat().st_size > 10_000
    assert "Clear all outputs" in read(Found(path, "Jane"), COURSE).problem[1]


TAKEN = """
import resource, sys
sys.path.insert(0, {here!r})
from test_submissions import submissions, taken

submissions.MOST_MEMORY = 2**28
before = resource.getrlimit(resource.RLIMIT_AS)
bomb = b'{{"cells": [' + b"[]," * 6_000_000 + b"[]]}}"  # 18 MB that become more than 380 MB
assert "too large" in taken(bomb).problem[1], taken(bomb).problem
assert resource.getrlimit(resource.RLIMIT_AS) == before
"""


def test_a_file_that_would_take_all_memory_is_stopped():
    """In a process of its own: one that has grown before has room that it need not ask for."""
    code = TAKEN.format(here=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --- whatever it is ---------------------------------------------------------------------------


def sound(read_):
    """What must hold of every reading: the student is there, and every question is graded or refused."""
    assert read_.student == "Jane"
    if read_.problem:
        assert read_.problem[0] == "unreadable" and read_.problem[1].endswith(".")
        assert not read_.answers
    else:
        graded = {id.removesuffix("-answer") for id in read_.answers}
        assert graded | set(read_.refused) == set(QUESTIONS)
        assert not graded & set(read_.refused)
    json.dumps([read_.answers, read_.refused, read_.notes]).encode("utf-8")
    "".join([*read_.answers.values(), *read_.notes]).encode("utf-8")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(QUESTIONS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
KEYS = st.sampled_from(
    ["id", "cell_type", "source", "metadata", "nbgrader", "grade_id", "outputs", "cells", "nbformat"]
)


@given(st.binary(max_size=400))
def test_any_bytes(data):
    sound(taken(data))


@given(ANY)
def test_any_json(value):
    sound(taken(value))


@given(st.dictionaries(KEYS, ANY | st.lists(st.dictionaries(KEYS, ANY))))
def test_anything_like_a_notebook(value):
    sound(taken(value))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_notebook_with_anything_changed(data):
    made = notebook(**RIGHT)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(made["cells"]) - 1))
        what = data.draw(st.sampled_from(["drop", "copy", "swap", "key", "metadata", "whole"]))
        if what == "drop" and len(made["cells"]) > 1:
            del made["cells"][at]
        elif what == "copy":
            made["cells"].append(json.loads(json.dumps(made["cells"][at])))
        elif what == "swap":
            made["cells"][0], made["cells"][at] = made["cells"][at], made["cells"][0]
        elif what == "whole":
            made["cells"][at] = data.draw(ANY)
        elif isinstance(made["cells"][at], dict):
            if what == "key":
                made["cells"][at][data.draw(KEYS)] = data.draw(ANY)
            else:
                made["cells"][at]["metadata"] = {"nbgrader": {"grade_id": data.draw(ANY)}}
    sound(taken(made))


@given(st.integers(0, len(BYTES)), st.binary(max_size=3))
def test_a_notebook_cut_and_pasted(at, put):
    sound(taken(BYTES[:at] + put + BYTES[at + len(put) :]))
    sound(taken(BYTES[:at]))


def test_the_clean_notebook_is_the_one_that_students_get():
    ours = nbformat.read(ROOT / "exercises" / f"{NAME}.ipynb", 4)
    assert [(each.id, each.source) for each in CHAPTER.clean.cells] == [(each.id, each.source) for each in ours.cells]


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("become", ["", "use_language('en')", "use_language('kk')"])
def test_the_language_of_a_notebook_is_that_of_its_text(language, become):
    path = ROOT / "exercises" / language / "02-khanate-and-empire.ipynb"
    text = re.sub(r"ch\.use_language\([^)]*\)", become, path.read_text(encoding="utf-8"))
    assert submissions.spoken(text.encode()) == language
    assert submissions.spoken(text.encode().replace(b"cell_type", b"type")) == (become[-4:-2] if become else "")


def test_an_english_notebook_with_russian_answers_is_english():
    notebook = json.loads((ROOT / "exercises" / "02-khanate-and-empire.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = "Школьная книга называет год, которого свидетель не называет. " * 30
    assert submissions.spoken(json.dumps(notebook).encode()) == ""
