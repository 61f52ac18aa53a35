"""Findings as the protocol shows them."""

from __future__ import annotations

import os

from lsprotocol import types
from pygls.uris import from_fs_path

from evlint.config.errors import ConfigError
from evlint.model.about import NAME
from evlint.model.diagnostic import Diagnostic
from evlint.model.message import Wording, msg, render
from evlint.report.escape import lines
from evlint.rules import page_url
from evlint.server.positions import Positions

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_UNNECESSARY = ("EV009",)  # faded out by editors: a comment that does nothing


def uri_of(path: str) -> str:
    """Return the URI of a path relative to the working folder."""
    return from_fs_path(os.path.abspath(path)) or ""


def shown(found: Diagnostic, uri: str, positions: Positions, language: str = "en") -> types.Diagnostic:
    """Return a finding as the editor shows it, with its help and the other places that it speaks of.

    `language` is that of the page that its code leads to.
    """
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(
                uri if one.path == found.path else uri_of(one.path),
                types.Range(positions.of_place(one.start), positions.of_place(one.end))
                if one.path == found.path
                else types.Range(types.Position(0, 0), types.Position(0, 0)),
            ),
            lines(one.message),
        )
        for one in found.related
    ]
    return types.Diagnostic(
        range=positions.range(found.span),
        message=lines(found.message if found.help is None else f"{found.message}\n{found.help}"),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(url) if (url := page_url(found.rule, found.name, language)) else None,
        source=NAME,
        tags=[types.DiagnosticTag.Unnecessary] if found.rule in _UNNECESSARY else None,
        related_information=related or None,
        data={"name": found.name, "fingerprint": found.fingerprint},
    )


def shown_problems(error: ConfigError, wording: Wording) -> list[types.Diagnostic]:
    """Return what is wrong with a configuration, at its lines."""
    found = []
    for problem in error.problems:
        place = types.Position(max(problem.line - 1, 0), max(problem.column - 1, 0))
        near = problem.suggestion
        hint = f" {render(msg('Did you mean “{near}”?', near=near), wording)}" if near is not None else ""
        found.append(
            types.Diagnostic(
                range=types.Range(place, place),
                message=render(problem.message, wording) + hint,
                severity=types.DiagnosticSeverity.Error,
                source=NAME,
            )
        )
    return found
