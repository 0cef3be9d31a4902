"""Outputs as items of a bibliography: the data model of CSL in the middle, and the files of other programs around it."""
