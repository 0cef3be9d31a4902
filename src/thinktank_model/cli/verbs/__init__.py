"""One module a verb, found by its name; in each the click command is called `command`, and returns the exit code."""
