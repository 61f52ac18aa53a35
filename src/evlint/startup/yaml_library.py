"""python-frontmatter and PyYAML, imported without compiling the patterns that no post needs (see `lean_import`)."""

from __future__ import annotations

from evlint.startup.lean_import import lean

with lean():
    import frontmatter
    from frontmatter.default_handlers import BaseHandler
    from yaml.composer import ComposerError
    from yaml.error import Mark, YAMLError

__all__ = ["BaseHandler", "ComposerError", "Mark", "YAMLError", "frontmatter"]
