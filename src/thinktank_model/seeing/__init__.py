"""Datasets, collections, records and reports as HTML, for notebooks."""
