"""A kramdown attribute list, `{: …}` after a link or below a paragraph, holds something that kramdown does not understand.

kramdown drops such parts without a word: the class is not set, the link opens in the same tab. `target="blank"` is
understood, but names a window that every such link then shares.

How to fix: `{:target="_blank"}`, `{: .noir .encadre}`: blanks between the parts, straight quotation marks around values.
Where it is plain what was meant, `--fix` writes it.

Leaves alone: lists that kramdown reads (`{: .encadré}`, `{:toc}`, `{:.no_toc}`), extensions (`{::comment}`), definitions
(`{:note: .encadre}`), sites that do not use kramdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.diagnostic import Finding
from evlint.model.document import AttributeList, Document
from evlint.model.facts import Facts
from evlint.model.fix import Edit, Fix, safe
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._attributes import Slip, first_slip


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Find attribute lists that kramdown reads otherwise than they were meant."""
    if not document.body.attribute_lists or facts.site.markdown in ("goldmark", "github"):
        return
    for attributes in document.body.attribute_lists:
        slip = first_slip(attributes.source)
        if slip is not None:
            yield Finding(
                attributes.span,
                slip.message,
                msg("Write the parts as in {example}.", example='{:target="_blank" .class #id}'),
                fix=_fix(document, attributes, slip),
            )


def _fix(document: Document, attributes: AttributeList, slip: Slip) -> Fix | None:
    if slip.meant is None:
        return None
    inner = document.source(attributes.span).find(attributes.source)
    if inner < 0:
        return None
    start = attributes.span.start + inner
    text = slip.meant or "nothing"
    title = msg("Write {text}", text=text) if slip.meant else msg("Take the “:” out")
    return safe(title, Edit(Span(start + slip.start, start + slip.end), slip.meant))


RULE = Rule(
    code="EV315",
    severity="warning",
    check=check,
    fix="safe",
    examples=(
        Bad(
            '[hackathon](https://parispeaceforum.org)«{:target="blank"}» pour la paix\n',
            says="“_blank” opens a new tab",
            fixed='[hackathon](https://parispeaceforum.org){:target="_blank"} pour la paix\n',
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
        ),
        Good(
            '[a](/a){:target="_blank"} [b](/b){: target="_blank"} [c](/c){: .lien-important #x title=\'Un titre\'}\n\n'
            '> Cité.\n{: .encadre role="presentation" }\n\n## Plan\n{:.no_toc}\n\n* toc\n{:toc}\n\n{:note: .encadre}\n',
            source="numerique.gouv.fr",
        ),
        Good("Un texte.\n{: .encadré}\n\n{::comment}\nrien\n{:/comment}\n", source="forum-emploi-tech-etat, line 49"),
        Good('`{:target="blank"}`\n\n    {: : .x}\n'),
    ),
)
