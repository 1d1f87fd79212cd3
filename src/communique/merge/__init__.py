"""One event from many claims: who and what must agree, what forbids it, and what the reports together say.

``merge`` is a pure function of reports and judgements. Not for findings about what they disagree on (``review``).
"""

from communique.merge.events import merge

__all__ = ["merge"]
