"""What a change of the schema means: for those who keep old records, and for those who read with an old library.

Two JSON Schemas of this library are compared, class by class and key by key, by what they demand; titles, descriptions, examples
and whatever else is a mere remark count for nothing. Each difference is one `Change`, with two answers: do old records stay
readable, and can old readers read new records? A change that is not understood is taken for one that breaks both.

What a minor version may do is to add: keys that may be missing, terms, classes, further values of a key. An old reader keeps the
keys that it does not know; a term, class or value that it does not know it refuses in the record that has it, and reads the others.
"""

from __future__ import annotations

from .changes import *
from .comparing import *
from .forms import faults as faults
from .forms import is_schema as is_schema
from .released import *
