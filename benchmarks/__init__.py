"""How fast the library is beside its peers, with the same rules for all.

`python -m benchmarks` runs it. The peers' models are generated from the library's own shapes, so they follow the model, and
call the same check functions on the same values, so they cannot drift.
"""
