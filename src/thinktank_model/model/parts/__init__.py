"""Parts of records: objects without an id of their own."""

from .names import *
from .outputs import *
from .parties import *
from .places import *
from .programs import *
from .provenance import *
