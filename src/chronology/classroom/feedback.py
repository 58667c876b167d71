"""The page that a student gets back: one HTML file, with nothing in it from elsewhere.

Whatever came from a student or a file name is escaped, and the page's own policy forbids scripts, images and requests.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html import escape

from markdown_it import MarkdownIt

from chronology.classroom.outcomes import Entry, Exercise, Row
from chronology.edition import _, language, ngettext
from chronology.exercises.build import Question
from chronology.languages import label, short_number

# Said with each status beside its word; the signs are for the eye only.
SIGNS = {
    "correct": "✓",
    "partly": "◐",
    "wrong": "✗",
    "solution shown": "◎",
    "unanswered": "○",
    "to mark": "…",
    "timeout": "!",
    "out of memory": "!",
    "error": "!",
    "tampered": "!",
    "unreadable": "!",
}
SHOWN = 20_000  # characters of an answer

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b1a; --paper: #fff; --soft: #f4f2ee; --line: #8a857c;
  --good: #14622f; --bad: #9b1c1c; --open: #5b4a00 }
@media (prefers-color-scheme: dark) { :root { --ink: #ece9e4; --paper: #181716; --soft: #262422; --line: #7d786f;
  --good: #7fd49a; --bad: #ff9d94; --open: #e6c95c } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 1rem; max-width: 46rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere }
h1, h2 { line-height: 1.25 } h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem }
a { color: inherit }
table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
td.number, th.number { text-align: right; white-space: nowrap }
pre, .prose { background: var(--soft); padding: .75rem; border-radius: .3rem; margin: .5rem 0 }
.prose > :first-child { margin-top: 0 } .prose > :last-child { margin-bottom: 0 }
pre { white-space: pre-wrap; font: .9rem/1.5 ui-monospace, monospace }
.status { font-weight: 600 } .good { color: var(--good) } .bad { color: var(--bad) } .open { color: var(--open) }
@media print { body { max-width: none } }
"""


MADE = '<meta name="generator" content="chronology.classroom">'  # by which a page of an earlier check is known


def name(entry: Entry) -> str:
    """The name of a page: letters of the student's name, the chapter, and digits that keep two names apart."""
    letters = unicodedata.normalize("NFC", entry.student).casefold()
    slug = re.sub(r"[\W_]+", "-", letters).strip("-")[:40].strip("-") or "student"
    digest = hashlib.sha256(
        f"{entry.student}\0{entry.chapter}\0{entry.file * (not entry.chapter)}".encode()
    ).hexdigest()
    return f"{slug}-{entry.chapter or 'unread'}-{digest[:8]}.html"


def page(entry: Entry, exercise: Exercise | None) -> str:
    """The page of a submission. exercise: of its chapter, or None where that is not known."""
    questions = {each.id: each for each in exercise.questions} if exercise else {}
    title = f"{exercise.id} {exercise.title}" if exercise else _("A file that could not be read")
    waiting = sum(row.points is None for row in entry.rows)
    total = _("{points} of {of} points").format(points=short_number(entry.points), of=entry.of)
    if waiting:
        total += ngettext(
            "; {n} open question is still to be marked", "; {n} open questions are still to be marked", waiting
        )
    alone = _only_message(entry)
    parts = [
        f"<h1>{escape_text(title)}</h1>",
        f"<p>{escape_text(entry.student)}: <strong>{escape_text(total)}</strong>.</p>"
        if entry.of
        else _paragraph(entry.student),
        *map(_paragraph, alone),
        "" if alone else _table(entry, questions),
        *map(_paragraph, entry.notes),
        "" if entry.sandboxed else _paragraph(_("The answers were run without a sandbox.")),
        *(_section(row, questions.get(row.question)) for row in entry.rows if not alone),
    ]
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{MADE}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape_text(title)} – {escape_text(entry.student)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{chr(10).join(filter(None, parts))}
</main>
</body>
</html>
"""


def _only_message(entry: Entry) -> list[str]:
    """What there is to say of a file of which nothing could be read: its one message. Else nothing."""
    found = {(row.status, row.message, row.answer) for row in entry.rows}
    return [message for status, message, answer in found if len(found) == 1 and status == "unreadable" and not answer]


def _table(entry: Entry, questions: dict[str, Question]) -> str:
    rows = []
    for row in entry.rows:
        question = questions.get(row.question)
        label = escape_text(question.title if question else _("The file"))
        if question:
            label = f'<a href="#{escape_text(row.question)}">{label}</a>'
        points = f'<td class="number">{escape_text(_points(row))}</td>'
        rows.append(f'<tr><th scope="row">{label}</th><td>{_status(row)}</td>{points}</tr>')
    caption, *heads = map(escape_text, (_("Overview"), _("Question"), _("Result"), _("Points")))
    return (
        f"<table><caption>{caption}</caption><thead><tr>"
        f'<th scope="col">{heads[0]}</th><th scope="col">{heads[1]}</th><th scope="col" class="number">{heads[2]}</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _section(row: Row, question: Question | None) -> str:
    if not question:
        return _paragraph(row.message)
    answer = row.answer
    if len(answer) > SHOWN:
        answer = "\n".join([answer[:SHOWN], _("… (cut)")])
    parts = [
        f'<h2 id="{escape_text(row.question)}">{escape_text(question.title)}</h2>',
        f'<div class="prose">{_prose(question.prose)}</div>',
        _paragraph(_("Your answer:") if answer.strip() else _("There is no answer.")),
        f'<pre dir="auto"><code>{escape_text(answer)}</code></pre>' if answer.strip() else "",
        f"<p>{_status(row)}, {escape_text(_points(row))}. {_with_code(row.message)}</p>",
        _paragraph(_("Comment: {comment}").format(comment=row.comment)) if row.comment else "",
    ]
    return f"<section>{''.join(filter(None, parts))}</section>"


def _paragraph(text: str) -> str:
    return f"<p>{escape_text(text)}</p>"


def _with_code(text: str) -> str:
    """A reply, whose `code` stands between backticks."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape_text(text))


def _prose(text: str) -> str:
    """The prose of a question, which is Markdown of the course's own."""
    return MarkdownIt("commonmark", {"html": False}).render(text)


def _status(row: Row) -> str:
    kinds = {"correct": "good", "to mark": "open", "partly": "open", "unanswered": "open"}
    seen = _in_signs(row)
    kind, sign, word = kinds.get(seen, "bad"), SIGNS.get(seen, "!"), label("status", row.status)
    return f'<span class="status {kind}"><span aria-hidden="true">{sign}</span> {escape_text(word)}</span>'


def _in_signs(row: Row) -> str:
    """The status whose sign stands with a row: a mark is good, middling or none by its points."""
    if row.status != "marked" or row.points is None:
        return row.status
    return "correct" if row.points >= row.of else "partly" if row.points else "wrong"


def _points(row: Row) -> str:
    return _("{points} of {of}").format(points="–" if row.points is None else short_number(row.points), of=row.of)


def escape_text(text: str) -> str:
    """Escaped, and without characters that no page may hold or that turn the direction of what follows."""
    kept = "".join(
        each for each in text if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co")
    )
    return escape(kept)
