"""Linked data: a plan of properties made from the shapes, and the context, documents, SHACL shapes and SKOS vocabularies derived from it."""

from .context import *
from .shacl import *
from .skos import *
