"""Outputs as items of a bibliography. All bibliographic formats are converted through the data model of CSL."""
