"""Logistic models over named features, and the weights that the package ships. Not for what is weighed."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib import resources

import msgspec

Features = dict[str, float]
"""What holds of a thing, by name; most features are 1 or not there."""


class Logistic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic regression: the logit is ``bias`` and the sum of the weights of the features that hold."""

    bias: float
    weights: dict[str, float]

    def logit(self, features: Features) -> float:
        """The log-odds; features that were never seen weigh nothing."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def probability(self, features: Features) -> float:
        """Between 0 and 1."""
        return 1 / (1 + math.exp(-self.logit(features)))


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The models of acts. ``least`` is the confidence from which an act is a claim.

    ``slope`` and ``offset`` are the Platt (1999) scaling of the third model's logit, fitted on folds it was not
    trained on.
    """

    actor: Logistic
    recipient: Logistic
    act: Logistic
    slope: float
    offset: float
    least: float

    def confidence(self, features: Features) -> float:
        """The calibrated probability that an act's core is right."""
        return 1 / (1 + math.exp(-(self.slope * self.act.logit(features) + self.offset)))


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that the package ships, read once, strictly."""
    file = resources.files("communique.data").joinpath("models").joinpath("actions.json")
    return msgspec.json.decode(file.read_bytes(), type=Weights)
