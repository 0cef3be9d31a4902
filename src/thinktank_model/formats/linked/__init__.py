"""Linked data: one plan of terms made from the shapes, and what follows from it: context, documents, SHACL shapes, SKOS vocabularies."""

from .context import *
from .shacl import *
from .skos import *
