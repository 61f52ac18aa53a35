"""Template tags: found whole, hidden by as many characters, and never at the cost of the rest."""

from __future__ import annotations

import sys

import pytest

from evlint.model.span import Span
from evlint.parse.body.forward_search import _LETTERS_APART, _MOST_CHARACTERS, same_length_ascii
from evlint.parse.body.templates import find_templates, mask
from marks import unmarked


@pytest.mark.parametrize(
    "marked",
    [
        "a «{{ b }}» c «{% d %}»«{%- e -%}»",
        '«{{< ref "a b.md" >}}» «{{% note %}}»x«{{% /note %}}»',
        "«{% raw %}{{ a }}\n\n{{ b{% endraw %}» «{{ c }}»",
        "«{% comment %}a{%- endcomment -%}»",
        "«{% highlight c %}\na[u][i##u]\n{% endhighlight python %}» «{{ c }}»",
        "«{% code %}\na{% endcode-block %}\n{% endcode %}»",
        "«{{< highlight go >}}\na {{ b\n{{< /highlight >}}»",
        "«{% raw %}» unclosed «{{ b }}»",
        "a { b } {c} {{ unclosed",
        "a {{ b\n\nc }} d",
        '«{% include a.html\n\n  text="- b\n\n- c"\n%}» «{{< note\n\n  a="b" >}}»',
        "a `{%` opens,\n\n`%}` closes; {% if x\n\n«{{ a }}» «{% b %}»",
        "«{{ a\nb }}»",
        '«{::comment}a\n\nb{:/comment}» «{::options x="y" /}» {:a}',
        "«{::comment}a{:/}»",
        "a «<%= b %>»«<% c\n-%>» <% unclosed\n\n%> «<% {{ d }} %>» «{{ <% }}» %> <%",
    ],
)
def test_tags(marked: str) -> None:
    text, spans = unmarked(marked)
    assert [Span(*span) for span in find_templates(text).spans] == spans


def test_touches() -> None:
    templates = find_templates("ab{{ c }}de{{ f }}")
    assert [templates.touches(*span) for span in ((0, 2), (0, 3), (4, 5), (8, 9), (9, 11), (9, 12), (0, 18), (18, 19))] == [
        False, True, True, True, False, True, True, False,
    ]  # fmt: skip


def test_mask_keeps_length_and_lines() -> None:
    text = "é {{ a\r\nb }} c\n{% raw %}\n# d\n{% endraw %}"
    masked = mask(same_length_ascii(text), find_templates(text))
    assert len(masked) == len(text)
    assert [index for index, char in enumerate(masked) if char in "\r\n"] == [
        index for index, char in enumerate(text) if char in "\r\n"
    ]
    assert "#" not in masked
    assert "{" not in masked


@pytest.mark.parametrize("text", ["abc", "é", "l’été «œuvre» 😀 \ud800\0\x85 ½²", "<’", "[é]: [ж]: [Ж]:"])
def test_twin(text: str) -> None:
    twin = same_length_ascii(text)
    assert len(twin) == len(text)
    assert twin.isascii()
    assert "\0" not in twin
    assert all(a == b for a, b in zip(text, twin, strict=True) if a.isascii() and a != "\0")
    assert not any(
        b in "<>[](){}!|*_`~#+-\\&0123456789\r\n\t " for a, b in zip(text, twin, strict=True) if not a.isascii()
    )
    assert twin.count("<?") == text.count("<?")


def test_stand_ins_of_every_character() -> None:
    text = "[あ]: い " + "".join(map(chr, range(sys.maxunicode + 1)))
    shadow = same_length_ascii(text)
    assert len(shadow) == len(text)
    assert shadow.isascii()
    assert shadow[1] != shadow[5]  # two labels of one script stay apart
    assert len(_LETTERS_APART) <= _MOST_CHARACTERS


def test_comments_of_mdx_may_have_blanks_in_their_braces() -> None:
    text, spans = unmarked("a «{ /* TODO */ }» «{/* b */}» { c }")
    assert [Span(*span) for span in find_templates(text, mdx=True).spans] == spans
