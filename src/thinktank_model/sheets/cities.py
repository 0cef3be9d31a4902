"""Reads a text that says where something is: cities, and words for how it is held: "Paris + Zoom", "hybride (Lyon)", "线上"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..values.countries import REGISTER
from ..values.folding import HAN, folded
from ..vocab.events import AttendanceMode
from .people import is_body
from .posts import says_nothing
from .words import term_said

__all__ = ["Where", "where_in"]

_ONLINE: Final = AttendanceMode.ONLINE.value
_MIXED: Final = AttendanceMode.MIXED.value
_PRESENT: Final = AttendanceMode.IN_PERSON.value
_LINK: Final = pattern(r"(?:https?://|www\.)[^\s<>()（）,，;；、]+")
_MEETING: Final = pattern(r"zoom\.|teams\.|meet\.|webex|voov|tencent|skype|youtube")
_NUMBER: Final = pattern(r"(?<=\D)[0-9][0-9 -]{4,20}[0-9]\Z|\A[0-9][0-9 -]{4,20}[0-9]\Z")
_MARKS: Final = pattern(
    r"([;；、/／\n,，()（）\[\]【】+|:：]|\s[-–—]\s|\s(?:and|et|&|via|on|sur|plus|with|avec)\s|(?<=[\u3400-\u9fff])[和及与](?=[\u3400-\u9fff]))"
)
_SEVERAL: Final = pattern(r"[;；、/／\n]")
_COMMA: Final = pattern(r" ?[,，] ?")
_OR_ONE: Final = pattern(r" (?:and|et|&|or|ou) |\s[-–—]\s|\w[–—]\w|(?<=[\u3400-\u9fff])[和及与或-](?=[\u3400-\u9fff])")
_ENDS: Final = " ;；、/／,，+\n:：|-–—&\"'«»“”"
_EMPTY: Final = pattern(r"[(（\[【][\s;,、+/|]{0,9}[)）\]】]")
_FILLER: Final = pattern(r"(?:then|also|and|et|puis|both|aussi|in|at|à|au|only|live)(?: |\Z)", 2)
_CONNECTED: Final = pattern(r"(?:and|et|via|on|sur|plus|with|avec) | (?:and|et|via|on|sur|plus|with|avec)\Z")
_TOOLS: Final = (
    r"zoom|(?:microsoft |ms )?teams|google meet|skype|voov|webex|youtube|on ?line|virtual(?:ly)?|remote(?:ly)?|distanciel|"
    r"visio(?:conference)?|video ?conference|web|webinar|webinaire|webcast|internet|live ?stream(?:ing)?|streaming|e meeting|"
    r"virtuel(?:le)?|en ligne|a distance|telephone|tele ?conference|conference call"
)
_NO_PLACE: Final = pattern(
    rf"(?:(?:held|by|via|en|par|reunion|evenement|fully|entirely) ){{0,2}}(?:{_TOOLS})"
    rf"(?: (?:{_TOOLS}|only|event|meeting|conference|webinar|call|platform|session|format|link))*|"
    r"(?:在线|线上|视频|网络|网上|云端|远程|腾讯会议|钉钉|飞书)(?:会议|会|举行|召开|举办|直播|形式|方式|平台)*"
)
_SAYS_IT: Final = pattern(
    r"\b(?:zoom|online|on line|virtual|virtually|webinar|webinaire|en ligne|hybrid|hybride|youtube|videoconference|visioconference)\b|"
    r"线上|在线|线下"
)
_ANYWHERE: Final = pattern(
    r"(?:various|several|multiple|different|divers|diverses|plusieurs|differents)(?: (?:cities|locations|places|countries|venues|"
    r"lieux|villes|pays))?|worldwide|global|anywhere|everywhere|partout|monde entier|各地|多地|多个城市|全球"
)
_TENTATIVE: Final = pattern(r"(?:\s?[(（]\?[)）]|\s?[?？])\Z")
_TIME: Final = pattern(r"[0-9][:hH时][0-9]{2}|\btime\b|\bheure\b|时间")
_REGION: Final = pattern(r"(?:[A-Z]\.?){2,5}")
_CAPITALS: Final = frozenset("DJ GT HK KW LU MC MO MX PA SG SM".split())  # countries and areas called like their city
WORDS: Final = 2  # of a city between commas


class Where(NamedTuple):
    """What a cell of a city says.

    Attributes:
        cities: the cities in it.
        mode: how the event is held; empty if the cell does not say it.
        doubtful: whether it may be several cities.
        more: whether it says more than that, which is left out.
    """

    cities: Sequence[str]
    mode: str = ""
    doubtful: bool = False
    more: bool = False


def where_in(text: str) -> Where:
    """Return what a cell of a city says: cities, and how an event is held."""
    if REGISTER.named(text) is not None:
        return Where((text,))
    links = _LINK.findall(text)
    plain = _TENTATIVE.sub("", _LINK.sub("", text)).strip()
    more = plain != text
    modes = {_ONLINE} if any([_MEETING.search(link.casefold()) for link in links]) else set()
    if says_nothing(plain) or _ANYWHERE.fullmatch(folded(plain)):
        return Where((), _ONLINE if modes else "", more=bool(links) or not says_nothing(plain))
    kept: list[str] = []
    tokens = _MARKS.split(plain)
    whole = _mode(plain)
    for at, token in enumerate([] if whole else tokens[::2]):
        bare = _NUMBER.sub("", token.strip()).strip()
        filler = _FILLER.match(bare)
        mode = _mode(bare if filler is None else bare[filler.end() :])
        modes |= {mode} - {""}
        is_left_out = (bool(token.strip()) and says_nothing(bare)) or (
            mode == "" and bool(_SAYS_IT.search(folded(token)))
        )
        more = more or is_left_out or (bare != token.strip() and bool(modes))
        if not mode and not is_left_out and (bare or not token.strip()):
            kept.append((tokens[at * 2 - 1] if at else "") + token)
    modes |= {whole} - {""}
    if not modes and not more:
        return _cities(plain)
    rest = plain if not modes and len(kept) * 2 == len(tokens) + 1 else _tidied("".join(kept))
    timed = bool(modes) and _TIME.search(rest) is not None
    where = Where(()) if not rest or timed or _ANYWHERE.fullmatch(folded(rest)) else _cities(rest)
    mode = _ONLINE if modes == {_ONLINE} and not where.cities else _PRESENT if modes == {_PRESENT} else _MIXED
    return where._replace(mode=mode if modes else "", more=more or timed or (bool(rest) and not where.cities))


def _tidied(text: str) -> str:
    """Return a text from which words were taken, without the marks that are left over."""
    text = _EMPTY.sub(" ", " ".join(text.split(" ")))
    for opening, closing in ("()", "（）", "[]", "【】"):
        text = text.replace(f" {closing}", closing)
        if text.count(opening) != text.count(closing) or (
            text.strip(_ENDS)[:1] == opening and text.strip(_ENDS)[-1:] == closing
        ):
            text = text.replace(opening, " ").replace(closing, " ")
    text = " ".join(_CONNECTED.sub(" ", text.strip(_ENDS)).strip(_ENDS).split())
    found = _FILLER.match(text)
    return text if found is None else text[found.end() :].strip()


def _mode(text: str) -> str:
    """Return how an event is held, if a text says only that; else an empty text."""
    words = folded(text)
    if _NO_PLACE.fullmatch(words):
        return _ONLINE
    said = term_said(AttendanceMode, text.strip(" .!\"'«»()（）[]"))
    return said if said in (_ONLINE, _MIXED, _PRESENT) else ""


def _cities(text: str) -> Where:
    """Return the cities in a text that certainly has several, each a name; else the text."""
    if REGISTER.named(text) is not None:
        return Where((text,))
    bare = text.strip(" ;；、/／,，")
    cities = list(dict.fromkeys([city.strip() for city in _SEVERAL.split(bare) if city.strip()]))
    if len(cities) < 2:
        parts = [part for part in _COMMA.split(bare) if part]
        are_alike = len({part.isupper() for part in parts}) == 1  # else one is the acronym of a body
        are_listed = len(parts) > 1 and are_alike and all([_is_listed(part) for part in parts])
        return Where((bare,), doubtful=are_listed or _OR_ONE.search(bare) is not None)
    are_names = all([_is_city(city) for city in cities])
    is_one_script = len({HAN.search(city) is not None for city in cities}) == 1  # else one city in two languages
    if not are_names or not is_one_script:
        return Where((text,), doubtful=True)
    are_certain = not any([_cities(city).doubtful for city in cities])
    return Where(cities) if are_certain else Where((text,), doubtful=True)


def _is_listed(text: str) -> bool:
    """Return whether a text between commas can be a city of its own: no country, no region, no body, no address."""
    return (
        _is_city(text)
        and REGISTER.named(text) is None
        and len(text.split()) <= WORDS
        and not (is_body(text) or _REGION.fullmatch(text) or text[:1].islower())
    )


def _is_city(text: str) -> bool:
    """Return whether a text can be the name of a city: no number of a room, no country beside its city."""
    country = REGISTER.named(text)
    return len(text) > 1 and not any(map(str.isdecimal, text)) and (country is None or country in _CAPITALS)
