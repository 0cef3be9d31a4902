"""Profiles: what another project makes of this model, as one value."""

from .installed import available_profiles, load_profile
from .parts import ProfileError
from .profile import CORE, Profile

__all__ = ["CORE", "Profile", "ProfileError", "available_profiles", "load_profile"]
