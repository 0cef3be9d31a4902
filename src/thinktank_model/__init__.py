"""Typed records for think-tank cooperation programmes: their members, events and outputs, checked on every way in."""

from .codec import register_hooks
from .dataset import *
from .examples import *
from .frozenjson import JsonMap
from .migrations import SCHEMA_VERSION
from .model import *
from .problems import *
from .records import *
from .schema import json_schema
from .validation import validate
from .values import *
from .vocab import *
