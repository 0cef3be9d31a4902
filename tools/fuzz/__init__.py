"""Coverage-guided fuzzing of everything that reads untrusted text or records.

    python -m tools.fuzz --seconds 60           # every target for a minute, one after the other
    python -m tools.fuzz --seconds 600 merge    # one target
    python -m tools.fuzz --list

A target (`targets.py`) takes bytes and asserts laws (`laws.py`); only `child.py` needs atheris (the extra `fuzz`). Inputs that
reached new code are kept in `.fuzz/`, so that a run goes on where the last one stopped. An input that broke a law is written
to `tests/corpus/`, where an ordinary pytest runs it from then on.
"""
