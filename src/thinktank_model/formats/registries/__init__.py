"""Converts records of external registers to ours and back."""
