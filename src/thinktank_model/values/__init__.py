"""Value types: how each is read, written, ordered and described."""

from .amounts import *
from .counts import *
from .currencies import *
from .dates import *
from .identifiers import *
from .ids import *
from .periods import *
from .text import *
