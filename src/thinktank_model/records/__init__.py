"""Records in and out of JSON, one at a time, one a line, or as the list of a document."""

from .lines import *
from .single import *
