"""What a reader should look at: findings about events and the claims behind them. It decides nothing.

``review`` runs the checks (``checks.py`` lists them); ``neighbour_keys`` says which other events a check may look at,
so that a few changed events can be reviewed without the others.
"""

from communique.review.checks import CHECKS, Check
from communique.review.neighbours import neighbour_keys
from communique.review.reviewing import check_named, is_to_be_reviewed, review

__all__ = ["CHECKS", "Check", "check_named", "is_to_be_reviewed", "neighbour_keys", "review"]
