"""Files of other kinds: one module a format, found by name; what a format cannot carry comes back as problems."""

from .exchange import *
from .format import *
