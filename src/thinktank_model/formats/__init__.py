"""Files of other kinds: one module a format, found by name; what a format cannot carry comes back as problems."""

from ..tables import codes as _codes  # noqa: F401 - so that the catalogue has all that formats report
from .citing import *
from .exchange import *
from .format import *
from .graphs import *
from .linked import *
