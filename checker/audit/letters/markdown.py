"""Templates of letters in Markdown: a small language, so that whatever a template says ends soon and stays small.

A template is untrusted.  It may show fields, choose (``if``) and go through lists (``for``); everything else of Jinja is
refused before the first letter is written, and so is a field that does not exist.  What is left runs in Jinja's sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from traceback import extract_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from checker.audit.letters.content import GapGroup, Letter, LetterGap, Matter, UnreadFile
from checker.errors import UsageError
from checker.presentation.escape import markdown, xml_text

SIZE = 64 * 1024
"""Characters of a template."""
OUTPUT = 2_000_000
"""Characters of one letter."""

_DEPTH = 3
_FILTERS = {"default", "d", "first", "last", "length", "count", "lower", "upper", "trim", "round", "int", "string"}
_TESTS = {"defined", "eq", "ne", "lt", "le", "gt", "ge", "none", "odd", "even"}
_LISTS: Mapping[str, Mapping[str, Any]] = {
    "groups": GapGroup.__annotations__,
    "gaps": LetterGap.__annotations__,
    "findings": Matter.__annotations__,
    "files": UnreadFile.__annotations__,
}
_LOOP = {"index", "index0", "first", "last", "length", "revindex"}
_PLAIN = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CondExpr, nodes.Const, nodes.Compare),
    *(nodes.Operand, nodes.And, nodes.Or, nodes.Not),
)


class Template:
    """A template that was found fit.  :raises UsageError: ``audit-template``, with the line."""

    def __init__(self, source: str, path: str) -> None:
        self._path = path
        if len(source) > SIZE:
            self._refuse("size", 1, limit=SIZE // 1024)
        made = ImmutableSandboxedEnvironment(
            autoescape=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        made.globals.clear()
        try:
            tree = made.parse(source)
            self._check_node(tree, {name: name if name in _LISTS else "" for name in Letter._fields}, 0)
            self._template = made.from_string(source)
        except TemplateSyntaxError as error:
            self._refuse("syntax", error.lineno, detail=str(error.message))
        except RecursionError:
            self._refuse("syntax", 1, detail="nested too deeply")

    def fill(self, letter: Letter) -> str:
        """Return the text of *letter*: what a report says stays text, whatever Markdown would make of it."""
        pieces, size = [], 0
        try:
            for piece in self._template.generate(**_values(letter, markdown)):
                pieces.append(piece)
                size += len(piece)
                if size > OUTPUT:
                    self._refuse("output", 1, limit=OUTPUT)
        except UsageError:
            raise
        except Exception as error:
            self._refuse("syntax", _template_line(error), detail=str(error)[:200])
        return xml_text("".join(pieces))

    def _refuse(self, why: str, line: int, **values: Any) -> None:
        raise UsageError(f"audit-template-{why}", path=self._path, line=line, **values)

    def _check_node(self, node: nodes.Node, names: Mapping[str, str], depth: int) -> None:
        """Refuse what is not of the language; *names* leads from a name to the list whose members it stands for."""
        if isinstance(node, nodes.For):
            self._check_loop(node, names, depth)
            return
        if isinstance(node, nodes.Name):
            if node.name not in names:
                self._refuse("name", node.lineno, name=node.name, names=sorted(names))
            return
        if isinstance(node, nodes.Getattr):
            self._check_field(node, names)
            return
        if isinstance(node, nodes.Filter):
            fixed = all(isinstance(one, nodes.Const) for one in node.args) and not node.kwargs
            if node.name not in _FILTERS or not fixed or node.dyn_args or node.dyn_kwargs:
                self._refuse("construct", node.lineno, name=f"|{node.name}")
        elif isinstance(node, nodes.Test):
            if node.name not in _TESTS:
                self._refuse("construct", node.lineno, name=f"is {node.name}")
        elif not isinstance(node, _PLAIN):
            self._refuse("construct", node.lineno, name=type(node).__name__)
        for child in node.iter_child_nodes():
            self._check_node(child, names, depth)

    def _check_loop(self, node: nodes.For, names: Mapping[str, str], depth: int) -> None:
        listed = self._list_named(node.iter, names)
        if listed is None or node.recursive or not isinstance(node.target, nodes.Name):
            self._refuse("loop", node.lineno, names=list(_LISTS))
        if depth >= _DEPTH:
            self._refuse("construct", node.lineno, name="for" * 2)
        assert isinstance(node.target, nodes.Name)  # noqa: S101
        within = {**names, node.target.name: f"one of {listed}", "loop": "loop"}
        for child in (*node.body, *([node.test] if node.test else [])):
            self._check_node(child, within, depth + 1)
        for child in node.else_:
            self._check_node(child, names, depth)

    def _list_named(self, node: nodes.Node, names: Mapping[str, str]) -> str | None:
        """Return the name of the list that an expression stands for."""
        if isinstance(node, nodes.Name):
            self._check_node(node, names, 0)
            return names[node.name] if names[node.name] in _LISTS else None
        if isinstance(node, nodes.Getattr):
            self._check_field(node, names)
            return node.attr if node.attr in _LISTS else None
        return None

    def _check_field(self, node: nodes.Getattr, names: Mapping[str, str]) -> None:
        if not isinstance(node.node, nodes.Name):
            self._refuse("construct", node.lineno, name=f".{node.attr}")
        assert isinstance(node.node, nodes.Name)  # noqa: S101
        self._check_node(node.node, names, 0)
        kind = names[node.node.name]
        known = _LOOP if kind == "loop" else set(_LISTS.get(kind.removeprefix("one of "), ())) if " " in kind else set()
        if node.attr not in known:
            self._refuse("name", node.lineno, name=f"{node.node.name}.{node.attr}", names=sorted(known))


def _values(record: Any, escape: Callable[[str], str]) -> Any:
    """Return a record as plain dictionaries and lists, each text escaped."""
    if isinstance(record, str):
        return escape(record)
    if isinstance(record, tuple):
        fields = getattr(record, "_fields", None)
        if fields is None:
            return [_values(one, escape) for one in record]
        return {name: _values(value, escape) for name, value in zip(fields, record, strict=True)}
    return record


def _template_line(error: BaseException) -> int:
    """Return the line of the template where *error* came from."""
    frames = reversed(extract_tb(error.__traceback__))
    return next((frame.lineno or 1 for frame in frames if frame.filename == "<template>"), 1)
