"""Records in and out of JSON, one at a time or one a line."""

from .reading import *
