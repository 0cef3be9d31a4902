"""Profiles: the extension of this model by another project, as one value."""

from .declared import ProfileError
from .installed import available_profiles, load_profile
from .profile import CORE, Profile

__all__ = ["CORE", "Profile", "ProfileError", "available_profiles", "load_profile"]
