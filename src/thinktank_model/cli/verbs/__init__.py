"""One module for each verb, found by its name; `command` in it is the click command, which returns the exit code."""
