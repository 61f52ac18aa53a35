"""python-frontmatter and PyYAML, imported without what no post needs (see `model/lean.py`)."""

from __future__ import annotations

from evlint.startup.lean_import import StandIn, lean

with lean(StandIn("pathlib")):
    import frontmatter
    from frontmatter.default_handlers import BaseHandler
    from yaml.composer import ComposerError
    from yaml.error import Mark, YAMLError

__all__ = ["BaseHandler", "ComposerError", "Mark", "YAMLError", "frontmatter"]
