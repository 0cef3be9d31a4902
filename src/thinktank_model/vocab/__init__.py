"""Controlled vocabularies: terms with labels in English, French and Chinese, IRIs and deprecations.

A *closed* vocabulary only has its own terms, because programs depend on them: statuses, modes, qualifiers. An *open* one
has known terms and takes others too, because no list is complete: kinds, roles, topics.
"""

from .events import *
from .outputs import *
from .parties import *
from .programs import *
from .provenance import *
from .term import *
from .topics import *
