"""The second reader: one document is put to a large language model, and of its answer stays what the text bears out.

A sibling of ``extract``: it takes a ``Document`` and gives claims. ``ask.py`` gets an answer, over the network or from
the cache, and is the one module that may; ``verification.py`` is a pure function of the document, its mentions and the
answer. Libraries that only the asking needs are imported when somebody asks.
"""

from __future__ import annotations

from communique.consult.answers import Account, Answer, EndpointError, NoAnswerError
from communique.consult.ask import Consultant
from communique.consult.verification import verify_answer

__all__ = ["Account", "Answer", "Consultant", "EndpointError", "NoAnswerError", "verify_answer"]
