"""Sphinx with MyST: `conf.py` that names MyST-Parser or MyST-NB, Jupyter Book (`_toc.yml`), and MyST's own `myst.yml`.

Measured on Sphinx 9.0.4 with MyST-Parser 5.2.0 (fixtures/generators/sphinx). A link's target is a document, a label or an
id, whichever there is, in the whole project; without a text it gets the title of what it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from evlint.generators._read import mapping
from evlint.model.files import Files
from evlint.model.generator import Generator
from evlint.model.message import Msg
from evlint.model.site import Site, join
from evlint.site.configtext import language_tag, mapping_of, split_base, text_of

_SCRIPT, _CONTENTS, _OWN = "conf.py", "_toc.yml", "myst.yml"
_MYST = re.compile(r"""["'](?:myst_parser|myst_nb|recommonmark|autodoc2)\b""")
_LANGUAGE = re.compile(r"""^language\s*=\s*["']([\w-]+)["']""", re.MULTILINE)
_ADDRESS = re.compile(r"""^html_baseurl\s*=\s*["'](https?://[^"'\s]+)["']""", re.MULTILINE)
_NEVER_READ = ("_build/", ".*/", "/_static/", "/_templates/")


def read(files: Files, root: str, sign: str, faults: list[Msg]) -> Site | None:
    """Read the project's language and address; None where a script or a table of contents is another program's."""
    language: object = None
    address: str | None = None
    if sign == _SCRIPT:
        script = files.read(join(root, sign)) or ""
        if _MYST.search(script) is None:
            return None
        found, stated = _LANGUAGE.search(script), _ADDRESS.search(script)
        language, address = (found and found[1]), (stated and stated[1])
    elif not _is_meant(mapping(files, join(root, sign), faults) if sign else {}, sign):
        return None
    url, base = split_base(address)
    return Site(
        root=root,
        language=language_tag(language),
        url=url,
        baseurl=base,
        heading_ids="unknown",
        yaml="pyyaml",
        exclude=_NEVER_READ,
    )


def _is_meant(config: Mapping[str, Any], sign: str) -> bool:
    """Tell whether a file of that name is Jupyter Book's or MyST's own; "": the configuration of evlint says so."""
    if sign == _CONTENTS:
        return (text_of(config.get("format")) or "").startswith("jb-")
    return not sign or bool(mapping_of(config.get("project")))


GENERATOR = Generator(
    name="sphinx",
    title="Sphinx",
    signs=(_OWN, _CONTENTS, _SCRIPT),
    read=read,
    rank=10,
    layout="_by_name:SphinxLayout",
    names_links=True,
    dates_in_groups=True,
    shows_foreign=lambda _site: False,
)
