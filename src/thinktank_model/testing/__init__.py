"""Hypothesis strategies for the records of a profile: for the tests of this library, and of projects that build on it.

    from hypothesis import given
    from thinktank_model.testing import datasets, near_misses, plain, records

They need hypothesis, the extra `testing`.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401 - asked for first, so that one sentence says what is missing
except ImportError:
    raise ImportError('thinktank_model.testing needs hypothesis: pip install "thinktank-model[testing]"') from None

from .strategies import NearMiss, datasets, near_misses, plain, plain_datasets, records

__all__ = ["NearMiss", "datasets", "near_misses", "plain", "plain_datasets", "records"]
