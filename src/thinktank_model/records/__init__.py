"""Records in and out of JSON, one at a time, one per line, or as the list of a document."""

from .lines import *
from .single import *
