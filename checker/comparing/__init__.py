"""Two reports side by side: two drafts of one, or last year's and this year's."""

from checker.comparing.compare import compare, compare_gaps
from checker.comparing.model import Change, Comparison, Forgotten

__all__ = ["Change", "Comparison", "Forgotten", "compare", "compare_gaps"]
