"""A kramdown attribute list, `{: …}` after a link or below a paragraph, holds something that kramdown does not understand.

kramdown drops such parts without a word: the class is not set, the link opens in the same tab. `target="blank"` is
understood, but names a window that every such link then shares.

How to fix: `{:target="_blank"}`, `{: .noir .encadre}`: blanks between the parts, straight quotation marks around values.
Where it is plain what was meant, `--fix` writes it.

Leaves alone: lists that kramdown reads (`{: .encadré}`, `{:toc}`, `{:.no_toc}`), extensions (`{::comment}`), definitions
(`{:note: .encadre}`), sites that do not use kramdown; where no file tells the generator, values without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, safe
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._attributes import Slip, first_slip


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find attribute lists that kramdown reads otherwise than they were meant."""
    if context.site.markdown not in ("kramdown", "unknown"):
        return
    lenient = context.site.markdown == "unknown"  # others that know such lists take a value without quotation marks
    for attributes in document.body.attribute_lists:
        if "{{" in attributes.source or "{%" in attributes.source:
            continue  # Liquid runs before kramdown: what that reads is not known
        slip = first_slip(attributes.source, unquoted=lenient)
        if slip is not None:
            inner = document.source(attributes.span).find(attributes.source)
            start = attributes.span.start + inner
            yield _finding(attributes.span, slip, None if inner < 0 else Span(start + slip.start, start + slip.end))
    yield from _in_front_matter(document)


def _in_front_matter(document: Document) -> Iterator[Finding]:
    """Look at lists right after a link in texts of the front matter, which layouts pass through kramdown."""
    front = document.front
    if front is None or "{:" not in document.source(front.content):
        return
    for leaf in front.leaves:
        value = leaf.scalar.value
        if not isinstance(value, str) or "){:" not in value:
            continue
        mapped = front.mapped(leaf.scalar)
        for match in re.finditer(r"\]\([^()\s]*\)\{:([^{}]*)\}", mapped.text):
            slip = first_slip(match[1])
            if slip is not None:
                begin = match.start(1)
                where = mapped.span(begin + slip.start, begin + slip.end)
                found = _finding(mapped.span(begin - 2, match.end()), slip, where)
                yield found._replace(pointer=leaf.pointer)


def _finding(span: Span, slip: Slip, where: Span | None) -> Finding:
    fix = None
    if slip.meant is not None and where is not None:
        title = msg("Write {text}", text=slip.meant) if slip.meant else msg("Take the “:” out")
        fix = safe(title, Edit(where, slip.meant))
    return Finding(
        span, slip.message, msg("Write the parts as in {example}.", example='{:target="_blank" .class #id}'), fix=fix
    )


RULE = Rule(
    code="EV315",
    severity="warning",
    check=check,
    holds=("{:",),
    fix="safe",
    examples=(
        Bad(
            '[hackathon](https://parispeaceforum.org)«{:target="blank"}» pour la paix\n',
            says="“_blank” opens a new tab",
            fixed='[hackathon](https://parispeaceforum.org){:target="_blank"} pour la paix\n',
            source="hackathon-forum-paris-paix, line 40",
        ),
        Bad(
            '---\nchapeau-text: Inscrivez-vous au\n  [hackathon](https://parispeaceforum.org)«{:target="blank"}»\n---\n',
            says="“_blank” opens a new tab",
            fixed='---\nchapeau-text: Inscrivez-vous au\n  [hackathon](https://parispeaceforum.org){:target="_blank"}\n---\n',
            source="hackathon-forum-paris-paix, line 11",
        ),
        Bad(
            "Une journée pour tous.\n«{: : .noir .encadre}»\n",
            says="one “:” too many",
            fixed="Une journée pour tous.\n{: .noir .encadre}\n",
            source="_actualites/appel-a-participation…, line 30",
        ),
        Bad(
            '[a](/a)«{:target=_blank}» [b](/b)«{:target=“_blank”}» [c](/c)«{:target = "_blank"}» [d](/d)«{: .a, .b}»\n',
            says="without quotation marks",
            fixed='[a](/a){:target="_blank"} [b](/b){:target="_blank"} [c](/c){:target="_blank"} [d](/d){: .a .b}\n',
            path="_posts/2026-01-12-a.md",
            files=(("_config.yml", "title: x\n"),),
        ),
        Good(
            '![x](/a.png){:width="100%" srcset="{{ site.baseurl }}/a@2x.png 2x"}\n',
            source="swift.org _posts/2021-10-13-swift-docc.md",
            note="Liquid runs before kramdown.",
        ),
        Good("Le nouveau site.\n{: align=middle }\n", note="Where no file tells the generator, nobody knows."),
        Good(
            "Le nouveau site.\n{: align=middle loading=lazy }\n",
            generator="mkdocs",
            source="geotribu/website content/about/confidentialite.md",
            note="Python-Markdown takes values without quotation marks; kramdown drops them.",
        ),
        Good(
            '[a](/a){:target="_blank"} [b](/b){: target="_blank"} [c](/c){: .lien-important #x title=\'Un titre\'}\n\n'
            '> Cité.\n{: .encadre role="presentation" }\n\n## Plan\n{:.no_toc}\n\n* toc\n{:toc}\n\n{:note: .encadre}\n',
            source="numerique.gouv.fr",
        ),
        Good("Un texte.\n{: .encadré}\n\n{::comment}\nrien\n{:/comment}\n", source="forum-emploi-tech-etat, line 49"),
        Good('`{:target="blank"}`\n\n    code\n    {: : .x}\n'),
    ),
)
