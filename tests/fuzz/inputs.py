"""What fuzzing feeds: words of every language that evlint reads, put together without sense, and kept inputs cut up anew."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import strategies as st

CORPUS = Path(__file__).parent / "corpus"
WORDS = (
    "---\n", "---", "...", "+++\n", "{", "}", "[", "]", "(", ")", "<", ">", "\n", "\n\n", "\r\n", "\r", "\t", " ",
    "    ", ": ", ":", "- ", "? ", "| ", "|\n", ">-\n", "'", '"', '"""', "'''", "\\", "\\u", "\\ud800", "\\x", "&a ",
    "*a", "<<: ", "!!str ", "!x ", "%", "@", "`", "```", "~~~", "# ", "#", "## ", "*", "**", "_", "~~", "![", "](",
    "[^", "]: ", "[x]", "a", "b", "é", "\u0301", "\u00a0", "\u202f", "\u200b", "\u202e", "\ufeff", "\u2028", "\x85",
    "\x0c", "\x1f", "\U0001f600", "title: ", "date: ", "event_start_date: ", "event_end_date: ", "lang: en\n",
    "draft: true\n", "$schema: ", "x = ", "[a.b]", "[[a]]", "2022-11-03", "2022-02-30", "12:30", "09:00:00 +02:00",
    "T", "Z", "0x1F", "010", "1_000", ".5e3", "~", "null", "yes", "Non", "true", "1", "9", "lundi ",
    "jeudi 3 novembre 2022", "3", "novembre", "du 3 au ", "2022", "30/02/2023", "03/11", "de 18h15 à 16h15", "18h",
    "2pm", "Monday", "November 3, ", "3. Mai", "tot en met", "http", "https://", "//", "/", "www.", "a.fr", "bo.a.fr",
    "localhost", "127.1", "[::1]", "xn--", "?a=b&c", "&amp;", "&#x41;", "&", "#x", "@", "mailto:", "tel:", "<a href=",
    "</a>", "<img src=", "<!--", "-->", "<div>", "</div>", "<script>", "</script>", "<pre>", "<![CDATA[", "]]>", "<?",
    "?>", "{{", "}}", "{%", "%}", "{% raw %}", "{% endraw %}", "{: ", "{#", "#}", "{/*", "*/}", "{{<", ">}}",
    "evlint-disable", "evlint-enable", "evlint-disable-line", "evlint-disable-next-line EV301", "EV2", ", ",
    "disable EV3!", "enable!", '"a": ', "1e999", "[links]\n", "select = ", "timezone = ", '"EV2"', "x" * 70,
    "9" * 5000, "../", "[" * 60,
)  # fmt: skip


def kept() -> list[str]:
    """Return the kept inputs: each file of the corpus is a list of JSON strings, crashes of the past among them."""
    return [text for path in sorted(CORPUS.glob("*.json")) for text in json.loads(path.read_text("utf-8"))]


def texts() -> st.SearchStrategy[str]:
    """Make texts: words in a row, characters in a row, and kept inputs with words put in or parts cut out."""
    words = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
    characters = st.text(st.characters(codec="utf-8"), max_size=60)
    cut = st.builds(
        lambda text, start, end, word: text[: start % (len(text) + 1)] + word + text[end % (len(text) + 1) :],
        st.sampled_from(kept()), st.integers(0, 2000), st.integers(0, 2000), words,
    )  # fmt: skip
    return st.one_of(words, cut, characters)
