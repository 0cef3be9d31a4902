"""The schema as a contract with other languages and other versions: JSON Schema, compatibility, samples."""

from .answers import *
from .variants import *
