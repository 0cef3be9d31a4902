"""File formats, each a module, found by name. What a format cannot carry is reported as problems."""

from ..tables import codes as _codes  # noqa: F401 - so that the catalogue has all that formats report
from .citing import *
from .exchange import *
from .format import *
from .graphs import *
from .linked import *
