"""The controlled vocabularies: terms, their labels in English, French and Chinese, their IRIs and deprecations.

A *closed* vocabulary takes its own terms only, because programs decide by them: statuses, modes, qualifiers. An *open* one
has known terms and takes others beside them, because the world does not end at a list: kinds, roles, topics.
"""

from .events import *
from .outputs import *
from .parties import *
from .programs import *
from .provenance import *
from .term import *
from .topics import *
