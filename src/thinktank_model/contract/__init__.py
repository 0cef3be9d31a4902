"""The schema as a contract for other languages and versions: JSON Schema, variants, compatibility, samples."""

from .variants import *
