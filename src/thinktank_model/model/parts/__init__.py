"""Parts of records: objects without an id of their own."""

from .contacts import *
from .dealings import *
from .names import *
from .outputs import *
from .parties import *
from .places import *
from .programs import *
from .provenance import *
