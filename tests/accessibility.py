"""What axe finds wrong with a page in a browser, for whoever sees it badly, hears it or has no mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_BUT_CONTRAST = {"runOnly": _RULES, "rules": {"color-contrast": {"enabled": False}}}
_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_HIDE_ALIKE = """() => {
  const own = new Set(["id", "href", "for", "name", "value", "title", "aria-describedby", "aria-labelledby"]);
  const looks = node => [node.tagName, ...[...node.attributes].filter(one => !own.has(one.name)).map(one => one.value)];
  const built = node => `${looks(node)}(${[...node.children].map(built)})`;
  const seen = new Map();
  const walk = (node, place) => {
    for (const child of node.children) {
      const kind = `${place}/${built(child)}`;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if (seen.get(kind) > 2) child.style.setProperty("display", "none", "important");
      else walk(child, `${place}/${looks(child)}`);
    }
  };
  walk(document.body, "");
}"""
"""Hide what is built, styled and placed as two before it: only words and targets tell it from them."""
_SHOW_AGAIN = """() => {
  for (const node of document.querySelectorAll("[style*='display: none !important']")) {
    node.style.removeProperty("display");
    if (!node.getAttribute("style")) node.removeAttribute("style");
  }
}"""


_RUN = "([part, options]) => axe.run(part, options).then(found => found.violations)"


def violations(page: Page, part: str = "html", schemes: Sequence[str] = ()) -> list[str]:
    """Return what breaks rules in *part* of *page*; the contrast of its colours is looked at in each of *schemes*.

    Contrast takes longer than all other rules together, and elements that look alike have the same.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    wrong = _found(page, part, _BUT_CONTRAST)
    if schemes:
        page.evaluate(_HIDE_ALIKE)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{scheme}: {one}" for one in _found(page, part, _CONTRAST)]
        page.evaluate(_SHOW_AGAIN)
    return wrong


def _found(page: Page, part: str, options: dict[str, Any]) -> list[str]:
    found = page.evaluate(_RUN, [part, options | {"resultTypes": ["violations"]}])
    return [f"{page.url} {one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]
