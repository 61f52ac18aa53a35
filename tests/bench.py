"""The bench: runs one rule over one example. It is public, for rules of other packages: see `evlint.testing`."""

from __future__ import annotations

from evlint.testing import check_example, check_fix, check_form, findings, mended, unmark

__all__ = ["check_example", "check_fix", "check_form", "findings", "mended", "unmark"]
