"""Value types: each knows how it is read, written, ordered and described."""

from .counts import *
from .dates import *
from .identifiers import *
from .ids import *
from .names import *
from .outputs import *
from .parties import *
from .periods import *
from .places import *
from .programs import *
from .provenance import *
from .text import *
