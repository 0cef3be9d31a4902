"""The frozen collection of records, its reading and checking, and the shipped examples."""

from .collection import *
from .examples import *
from .validation import *
