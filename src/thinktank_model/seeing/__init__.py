"""Datasets, collections, records and reports as people see them: HTML for notebooks, tables in a terminal."""
