"""The frozen collection of records, its reading and checking, and the shipped examples."""

from .collection import *
from .examples import *
from .mending import *
from .patching import *
from .validation import *
