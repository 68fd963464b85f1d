"""What axe finds wrong with a page in a browser, for whoever sees it badly, hears it or has no mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_BUT_CONTRAST = {"runOnly": _RULES, "rules": {"color-contrast": {"enabled": False}}}
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_MARK_ALIKE = """() => {
  const own = new Set(["id", "href", "for", "name", "value", "title", "aria-describedby", "aria-labelledby", "data-alike"]);
  const looks = node => [node.tagName, ...[...node.attributes].filter(one => !own.has(one.name)).map(one => one.value)];
  const built = node => `${looks(node)}(${[...node.children].map(built)})`;
  const placed = node => node ? `${placed(node.parentElement)}/${looks(node)}` : "";
  const seen = new Map();
  for (const node of document.body.querySelectorAll("*")) {
    const kind = `${placed(node.parentElement)}/${built(node)}`;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    node.toggleAttribute("data-alike", seen.get(kind) > 2);
  }
}"""
"""Mark what is built, styled and placed as two before it: only words and targets tell it from them."""


def violations(page: Page, part: str = "html", schemes: Iterable[str] = ()) -> list[str]:
    """Return what breaks rules in *part* of *page*; the contrast of its colours is looked at in each of *schemes*.

    Contrast takes longer than all other rules together, and elements that look alike have the same.
    """
    wrong = _found(page, {"include": [[part]]}, _BUT_CONTRAST)
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(_MARK_ALIKE)
        found = _found(page, {"include": [[part]], "exclude": [["[data-alike]"]]}, _CONTRAST)
        wrong += [f"{scheme}: {one}" for one in found]
    return wrong


def _found(page: Page, context: dict[str, Any], options: dict[str, Any]) -> list[str]:
    found = Axe().run(page, context, options | {"resultTypes": ["violations"]}).response["violations"]
    return [f"{page.url} {one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
