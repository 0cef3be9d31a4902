"""From an article to records: what a language model answers is checked against the article, so that every invention shows."""

from .quotes import *
