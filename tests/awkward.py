"""Results that are hard to report: what comes from a post tries to get out of every format, and spans are of every kind."""

from __future__ import annotations

from evlint.model.diagnostic import Diagnostic, EditPlace, FixPlace, RelatedPlace
from evlint.model.outcome import LinkCounts, Outcome, Suppressed
from evlint.model.settings import Severity
from evlint.model.span import Place, Span

EVIL = "[red]a[/b] \x1b[31m <script>alert(1)</script> | ::error::x %0A \r\n \u202e & “é” 😀"


def awkward(severity: Severity = "error", text: str = EVIL, path: str = "dir, a:b/é <x>.md") -> Diagnostic:
    """Return a finding whose every text is hostile."""
    place = Place(2, 3, 9, 4, 3)
    return Diagnostic(
        rule="EV301",
        name="staging-link",
        severity=severity,
        message=text,
        help=text,
        path=path,
        start=place,
        end=Place(2, 6, 12, 7, 6),
        span=Span(8, 11),
        marked=text,
        pointer="/a~1b/0",
        url="https://x.example/?a=1&b=<2>",
        related=(RelatedPlace(text, path, place, place),),
        fix=FixPlace("safe", text, (EditPlace(place, place, text, Span(8, 8)),)),
        fingerprint="abc",
        excerpt=("x\t" + text.replace("\n", " ").replace("\r", " "),),
    )


OUTCOME = Outcome(
    diagnostics=(awkward(), awkward("warning"), awkward("info")),
    suppressed=(Suppressed(awkward(), EVIL),),
    baselined=(awkward(),),
    files=2,
)

# What a golden shows: each finding is of another kind.
_START, _END = Place(1, 1, 3, 1, 1), Place(3, 4, 30, 4, 4)
GALLERY = Outcome(
    diagnostics=(
        awkward()._replace(fingerprint="f0"),
        Diagnostic(  # over several lines, from the first, behind a byte order mark; another file is to blame
            rule="EV005", name="duplicate-key", severity="error", message="A key stands twice.", help=None,
            path="several lines.md", start=_START, end=_END, span=Span(1, 28), marked="m", fingerprint="f1",
            related=(RelatedPlace("The first one.", "_config.yml", _START, _START),),
            excerpt=("\ufefftitle: é", "  more: 😀", "end of it"),
        ),
        Diagnostic(  # between two characters; an unsafe fix of two edits, one of which adds lines
            rule="EV206", name="weekday-mismatch", severity="warning", message="“lundi” is no Monday.",
            help="Correct the weekday.", path="zero.md", start=Place(9, 12, 99, 15, 13), end=Place(9, 12, 99, 15, 13),
            span=Span(90, 90), marked="", pointer="/a", fingerprint="f2",
            fix=FixPlace("unsafe", "Write “mardi”", (
                EditPlace(Place(9, 12, 99, 15, 13), Place(9, 14, 101, 17, 15), "mardi", Span(90, 92)),
                EditPlace(Place(10, 1, 120, 1, 1), Place(10, 1, 120, 1, 1), "one\ntwo\n", Span(110, 110)),
            )),
            excerpt=("Le lundi 😀 3 mai",),
        ),
        Diagnostic(  # the whole file, of which nothing can be shown, by a rule that we do not know
            rule="XY101", name="of-a-plugin", severity="info", message="Odd.", help=None, path="zero.md",
            start=_START, end=_START, span=Span(0, 0), marked="", fingerprint="f3", url="https://x.example/",
        ),
    ),
    suppressed=(
        Suppressed(awkward("warning", "silenced", "a.md")._replace(fingerprint="f4"), "a reason"),
        Suppressed(awkward("warning", "silenced", "a.md")._replace(fingerprint="f5"), ""),
    ),
    baselined=(awkward("error", "old", "b.md")._replace(fingerprint="f6"),),
    files=7,
    links=LinkCounts(found=9, checked=3, remembered=2, unverified=1),
)  # fmt: skip
MANY = Outcome(diagnostics=tuple(awkward("warning", "m", f"{n:03}.md") for n in range(25)), files=25)
