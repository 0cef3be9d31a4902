"""What can be wrong, said so that a person can mend it: problems, reports, the catalogue of codes, translations."""

from .explanations import *
from .problem import *
from .report import *
