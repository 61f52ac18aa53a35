"""The YAML parser that gives us nodes: libyaml's, or PyYAML's own where it was installed without libyaml."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, cast

from evlint.parse.front.yaml.depth import too_deep
from evlint.parse.front.yaml.tree_builder import QUOTED
from evlint.startup.yaml_library import ComposerError, Mark


class _Bare:
    """The least that a parser asks of a resolver: kinds are worked out on the walk.

    No kind depends on the way to a node. So the two calls around each node, of which the parser drops the answer, go to
    functions of C that do nothing with two arguments and with none: that saves a tenth of the parser's time.
    """

    descend_resolver = operator.is_
    ascend_resolver = tuple

    def resolve(self, _kind: object, _value: object, implicit: Any) -> str:  # noqa: ANN401 a bool or a pair of them
        """Tell plain nodes (no tag) from quoted ones."""
        return QUOTED if type(implicit) is tuple and not implicit[0] else ""


def pure_parser() -> Callable[[str], Any]:
    """Return the parser that needs no compiled library: the same nodes in twenty times the time.

    It lets an anchor be given anew, as Psych and Hugo do.
    """
    from yaml.composer import Composer
    from yaml.events import AliasEvent
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(_Bare, Reader, Scanner, Parser, Composer):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 as the parser has it
            if not self.check_event(AliasEvent):
                self.anchors.pop(cast("Any", self).peek_event().anchor, None)
            return super().compose_node(parent, index)

    return cast("Callable[[str], Any]", PureParser)


def _best_parser() -> Callable[[str], Any]:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return pure_parser()

    class FastParser(_Bare, CParser):
        pass

    # The type stubs give the parser no constructor.
    return cast("Callable[[str], Any]", FastParser)


make_parser = _best_parser()
_LONGEST_FOR_PURE = 200_000


def compose(source: str) -> Any:  # noqa: ANN401 the parser's node
    """Return the root node of the first document of a YAML text, or None where it is empty. Raises `YAMLError`."""
    deep = too_deep(source)
    if deep >= 0:
        raise ComposerError(None, None, "nesting is too deep", Mark("", deep, 0, 0, None, 0))
    try:
        parser = make_parser(source)
        return parser.get_node() if parser.check_node() else None
    except ComposerError as error:
        if "duplicate anchor" not in str(error) or len(source) > _LONGEST_FOR_PURE:
            raise
    parser = pure_parser()(source)
    return parser.get_node() if parser.check_node() else None
