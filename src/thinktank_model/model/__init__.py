"""The record classes by area, and their parts.

This is the only place where it is said what a cooperation programme, its members, events and outputs are. A field is one
annotation (type, rule, description) and its default; a class is its fields; `Record`, the union, is the registry. JSON, JSON
Schema, reference checks, documentation and test data are derived from here.
"""

from .header import *
from .ids import *
from .kept import *
from .parts import *
from .union import *
