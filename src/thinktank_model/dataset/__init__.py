"""The frozen collection of records, its reading and checking, and the shipped examples."""

from .asking import *
from .collection import *
from .diffing import *
from .examples import *
from .finding import *
from .matching import *
from .mending import *
from .merging import *
from .patching import *
from .three import *
from .validation import *
