"""Mutation testing of values and rules: of many small faults put into the code, how many do the tests notice?

    python -m tools.mutation --sample 200                  # over all of `values/` and `rules/`
    python -m tools.mutation --sample 100 rules/events.py  # of one file

It needs the extra `mutation` (cosmic-ray), which also reaches what is below a decorator, as each rule does. The sample is
drawn at random, by a seed, from the places at which a fault can be put; each run prints the survivors as diffs, and the score.
"""
