"""Profiles: what another project makes of this model, as one value."""

from .profile import CORE, Profile

__all__ = ["CORE", "Profile"]
