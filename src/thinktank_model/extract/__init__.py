"""From an article to records: the answer of a language model is checked against the article, so that inventions are found.

This package runs no model: `task` returns the request, any program sends it to a model, `accept` checks the answer.
`loop` does all of it with a function that calls a model. `score` compares records with those that a person made.
"""

from .answers import *
from .confirming import *
from .quotes import *
from .scoring import *
from .tasks import *
