"""Problems in data, with messages that say how to fix them: problems, reports, the catalogue of codes, translations."""

from .explanations import *
from .problem import *
from .report import *
