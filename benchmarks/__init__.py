"""Measures the speed of the library and of similar ones, all with the same rules.

`python -m benchmarks` runs it. The peers' models are generated from the library's own shapes, so they follow the model, and
call the same check functions on the same values, so they cannot drift.
"""
