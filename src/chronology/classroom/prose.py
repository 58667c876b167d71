"""What a cell says without being run: prose where an answer in Python was asked for, which names it gives a value, and
which solutions it asks for.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

SEVERAL = 8  # words from which on a text may be an open answer
LONGEST = 100_000  # characters of a cell that is looked through: to read Python takes time, and no answer is so long


def nothing_in(answer: str, blank: str) -> bool:
    """Whether an open answer says nothing: no letter and no number, or only what was handed out. blank: that."""
    return not letters(answer) or answer.split() == blank.split()


def letters(text: str) -> str:
    """A text without what tools change in it: markup and the breaks of lines."""
    return "".join(re.findall(r"[^\W_]+", text))


def words_in(code: str) -> Iterator[str]:
    """The prose in Python, texts and comments of several words; all of it where it is no Python."""
    if len(code) > LONGEST:
        return
    body = _statements(code)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (SyntaxError, tokenize.TokenError):
        body = None
    if body is None:
        if len(code.split()) >= SEVERAL:
            yield code.strip()
        return
    yield from (text for _to, text in _texts(body) if len(text.split()) >= SEVERAL)
    comments = [each.string.lstrip("#").strip() for each in tokens if each.type == tokenize.COMMENT]
    if sum(len(each.split()) for each in comments) >= SEVERAL:
        yield from comments


def texts_in(code: str) -> list[tuple[str, str]]:
    """The texts in Python, wherever they stand, each with the name that it is given, or ""."""
    return list(_texts(_statements(code) or []))


def assigned(code: str) -> set[str]:
    """The variables to which the statements of a cell give a value."""
    targets: list[ast.expr] = []
    for each in _statements(code) or []:
        if isinstance(each, ast.Assign):
            targets += each.targets
        elif isinstance(each, ast.AnnAssign):
            targets.append(each.target)
    return {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}


def solutions_asked(code: str) -> set[str]:
    """The questions whose solution a cell asks for, as in ``check("02-q3", q3, solution=True)``."""
    body = _statements(code)
    if body is None:  # one line that only a notebook understands must not hide the others
        body = [each for line in code[:LONGEST].splitlines() for each in _statements(line.strip()) or []]
    found = set()
    for call in (each for statement in body for each in ast.walk(statement) if isinstance(each, ast.Call)):
        named = {each.arg: each.value for each in call.keywords}
        asked, id = named.get("solution"), call.args[0] if call.args else named.get("id")
        if asked and not (isinstance(asked, ast.Constant) and not asked.value) and isinstance(id, ast.Constant):
            found.add(str(id.value))
    return found


def _statements(code: str) -> list[ast.stmt] | None:
    """The statements of a cell; None where it is no Python, or too long to be read as such."""
    if len(code) > LONGEST:
        return None
    try:
        return ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _texts(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in body:
        to = ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""
        texts = [
            each.value.strip()
            for each in ast.walk(statement)
            if isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and (len(each.value.split()) > 2 or each is getattr(statement, "value", None))  # not ids and options
        ]
        if texts:
            yield to, "\n".join(texts)
