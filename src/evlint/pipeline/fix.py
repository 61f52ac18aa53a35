"""The fix stage: a post's text and what was found in it (the network's answers included) to the text with fixes applied.

It is the same for files, `--diff`, standard input and the editor: `fixed` takes values and gives values, and whoever asked
for it writes the text, shows the difference or hands it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from evlint.io.write import replace_file
from evlint.lint.fixer import fix_text, unified_diff
from evlint.model.files import Read
from evlint.model.message import reason
from evlint.model.outcome import Mended, with_online
from evlint.pipeline.notices import changed_meanwhile, dropped, not_written
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.lint.linter import Linter
    from evlint.model.context import Answer
    from evlint.model.diagnostic import Diagnostic
    from evlint.model.outcome import FileResult


class Fixed(NamedTuple):
    """What is left to say of a post, and its text, before the fixes and after."""

    result: FileResult
    before: str
    text: str


def fixed(result: FileResult, linter: Linter, *, unsafe: bool, answers: Mapping[str, Answer] | None = None) -> Fixed:
    """Apply the fixes of a result whose document is at hand: the safe ones, with `unsafe` all.

    Each state of the text is parsed once, and the last one's result is what comes out. `answers` are the network's, where
    it was asked.
    """
    document = result.document
    if document is None or (document.problems[:1] and document.problems[0].code == "EV001"):
        text = "" if document is None else document.text
        return Fixed(result, text, text)
    linted = {document.text: result}

    def lint(text: str) -> list[Diagnostic]:
        if text not in linted:
            again = linter.document(document.path, Read(text))
            found = linter.lint(again)
            linted[text] = with_online(found, linter.lint_online(again, answers)) if answers else found
        return linted[text].diagnostics

    done = fix_text(document.text, lint, unsafe=unsafe)
    notes = tuple([dropped(document.path, one.rule, one.start.line) for one in done.dropped])
    mended = result.mended + tuple(_mended(document.path, one) for one in done.mended)
    left = linted[done.text]._replace(mended=mended, notes=result.notes + notes)
    return Fixed(left, document.text, done.text)


def _mended(path: str, one: Diagnostic) -> Mended:
    return Mended(path, one.start.line, one.rule, one.name, one.fix.message if one.fix is not None else "")


Answers = Mapping[str, "Answer"]  # by link, as typed
# Asks for the links of posts that nobody asked for yet; without posts, only what is known by now.
AskMore = Callable[["Mapping[str, FileResult]"], Answers]


def fixed_posts(
    results: Mapping[str, FileResult],
    linter: Linter,
    read: Callable[[str], Read | None],
    ask: AskMore | None,
    *,
    unsafe: bool,
) -> dict[str, Fixed]:
    """Fix many posts, each by all that was found in it: how each post ends, by its path. Nothing is written here.

    `read` brings a post's text (None: it is no longer there). `ask` knows what the network said, None for a run that does
    not ask it; links that a fix brought in are asked for, and what that finds is fixed too. With `unsafe`, so are fixes
    that need a look afterwards.
    """
    answers = ask({}) if ask is not None else {}
    done = {
        path: fixed(_with_document(path, result, linter, read, answers), linter, unsafe=unsafe, answers=answers)
        for path, result in results.items()
    }
    changed = {path: one.result for path, one in done.items() if one.text != one.before}
    if ask is None or not changed:
        return done
    known, answers = len(answers), ask(changed)
    if len(answers) == known:
        return done
    for path, result in changed.items():
        if result.document is not None and not answers.keys().isdisjoint(result.urls):
            offline = linter.lint(result.document)
            merged = with_online(offline, linter.lint_online(result.document, answers))
            merged = merged._replace(mended=result.mended, notes=result.notes)
            second = fixed(merged, linter, unsafe=unsafe, answers=answers)
            done[path] = second._replace(before=done[path].before)
    return done


def _with_document(
    path: str, result: FileResult, linter: Linter, read: Callable[[str], Read | None], answers: Answers
) -> FileResult:
    """Return the result of a post that has something to fix with its document, which another process may have parsed."""
    if result.document is not None or not any(one.fix is not None for one in result.diagnostics):
        return result
    text = read(path)
    if text is None or text.problem is not None:
        return result
    document = linter.document(path, text)
    found = linter.lint(document)  # the file may have changed since
    return with_online(found, linter.lint_online(document, answers)) if answers else found


def with_diff(done: Fixed, path: str) -> FileResult:
    """Return the result of a post with what its fixes would change."""
    if done.text == done.before:
        return done.result
    return done.result._replace(diff=unified_diff(path, done.before, done.text))


def written(done: Fixed, path: str, before: FileResult) -> FileResult:
    """Write a fixed post to its file. Where that cannot be done, the file is as it was, and so is its result."""
    if done.text == done.before:
        return done.result
    try:
        if replace_file(path, done.before.encode("utf-8"), done.text.encode("utf-8")):
            return done.result
        return before._replace(notes=(changed_meanwhile(path),))
    except OSError as error:
        return before._replace(notes=(not_written(path, reason(error)),))
