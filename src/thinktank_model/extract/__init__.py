"""From an article to records: what a language model answers is checked against the article, so that every invention shows.

No model runs here, and none is needed: `task` says what to ask, any program asks it, `accept` checks the answer. `loop` does both
with a function that asks a model. `score` compares records with those that a person made.
"""

from .answers import *
from .confirming import *
from .quotes import *
from .scoring import *
from .tasks import *
