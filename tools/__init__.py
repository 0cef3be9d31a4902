"""Commands of those who develop the library; nothing here is shipped."""
