"""Registers of organizations of others: their records to ours and back."""
