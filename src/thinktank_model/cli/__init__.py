"""The command line. A verb is a module in `verbs`; a format of `validate` is a function in `formats`."""
