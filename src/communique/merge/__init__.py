"""One event from many claims: who and what must agree, what forbids it, and what the reports together say.

``merge`` is a pure function of reports and judgements. Not for findings about what they disagree on (``review``).
"""

from communique.merge.events import merge
from communique.merge.provenance import outlet_of, provenance_of
from communique.merge.trips import trips_of

__all__ = ["merge", "outlet_of", "provenance_of", "trips_of"]
