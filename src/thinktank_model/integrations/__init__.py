"""Neighbours that hold our records: each is loaded only when the neighbour asks."""
