"""Integrations with other libraries. Each is loaded only when that library asks for it."""
