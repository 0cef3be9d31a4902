"""What holds for all tests."""

import os

os.environ["LC_ALL"] = "C.UTF-8"  # the command speaks the language of the locale, and tests read English
