"""Draws texts at random from everything that people read, so that a reader can judge them without choosing.

```console
python -m tools.sample --seed 1 --count 40 --language fr
```

A text that is not understood at once is fixed as a kind: everywhere in the project, and not only where it was drawn.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import random
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

__all__ = ["comments", "docstrings", "help_texts", "sentences"]

ROOT = Path(__file__).parent.parent
CODE = ("src", "tests", "tools", "benchmarks", "examples")
LANGUAGES = ("en", "fr", "zh")


def modules() -> Iterator[Path]:
    """Yield the Python files of the project."""
    for folder in CODE:
        yield from sorted((ROOT / folder).rglob("*.py"))


def docstrings() -> Iterator[str]:
    """Yield each docstring, after its file, line and name."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                text = ast.get_docstring(node)
                if text:
                    yield f"{path.name}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', '')}: {text}"


def comments() -> Iterator[str]:
    """Yield each comment, after its file and line."""
    for path in modules():
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
            if token.type == tokenize.COMMENT and re.match(r"# +(?!type: |noqa|fmt: |pragma)[A-Za-z]", token.string):
                yield f"{path.name}:{token.start[0]} {token.string}"


def help_texts() -> Iterator[str]:
    """Yield the help of the command: its verbs and their options."""
    from click import Context

    from thinktank_model.cli.app import MODULES, app
    from thinktank_model.cli.helping import WORDS, texts

    yield from WORDS
    verbs = [app.get_command(Context(app), name) for name in MODULES]
    for command in filter(None, [app, *verbs]):
        yield from texts(command)


def sentences(page: str) -> Iterator[str]:
    """Yield the paragraphs of a page, without code, tables and headings."""
    text = re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip() and not paragraph.lstrip().startswith(("#", "|", "<", "(")):
            yield " ".join(paragraph.split())


def labels(lang: str) -> Iterator[str]:
    """Yield the label of each term, after its vocabulary."""
    from thinktank_model import vocab

    for name, vocabulary in sorted(vars(vocab).items()):
        if isinstance(vocabulary, type) and issubclass(vocabulary, vocab.Vocabulary):
            yield from [f"{name}: {term.label(lang)}" for term in vocabulary]


def texts(lang: str) -> list[str]:
    """Return everything that people read in a language."""
    data = ROOT / "src" / "thinktank_model" / "data"
    other = "fr" if lang == "en" else lang
    said: dict[str, str] = json.loads((data / f"phrases.{other}.json").read_text(encoding="utf-8"))
    if lang != "en":
        return [*said.values(), *labels(lang)]
    pages = [path for path in (ROOT / "docs").rglob("*.md") if "generated" not in path.parts]
    read = [text for path in pages for text in sentences(path.read_text(encoding="utf-8"))]
    return [*said, *labels(lang), *docstrings(), *comments(), *read]


def main() -> None:
    """Print texts that are drawn with a seed."""
    parser = argparse.ArgumentParser(prog="python -m tools.sample", description=__doc__.partition("\n")[0])
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="what the draw starts from")
    parser.add_argument("--count", type=int, default=40, help="how many texts to draw")
    options = parser.parse_args()
    print(f"# language {options.language}, seed {options.seed}")
    for number, text in enumerate(random.Random(options.seed).sample(texts(options.language), options.count), 1):
        print(f"{number:3} {text}")


if __name__ == "__main__":
    main()
