"""Commands for developers of the library; they are not shipped."""
