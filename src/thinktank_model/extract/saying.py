"""The plain sentences that say a claim: of all others a person decides.

The words that can change what a sentence says are endless: "fell by 40", "hopes to draw 40", "turned away 40". So the few plain ways to
say something are listed, by the letters of `sentences`, and every other sentence leaves a claim to a person. In a plain sentence the
claim is joined to a verb of holding, drawing or attending by words that are all known to change nothing, and so is the verb to
the beginning of its clause. What is claimed is `N`, a number, `D`, a date, `P`, a place or person, or `Q`, a country.
"""

from __future__ import annotations

from typing import Final

__all__ = ["Saying"]

NOUNS: Final = "CckwodtiuUna&LSBRb"  # what a subject has
VERBS: Final = "HGAEFWTfV"
CLAUSE: Final = ("", ",", ";", ":")  # what is before a clause
LIST: Final = "nUaq&,wCokfdtiLSBRb"  # between a verb and a number: "drew 20 experts from 12 countries, and"
COUNTABLE: Final = (*CLAUSE, "G", "W", "T", "&", "f")  # what is right before a number of people
TAIL: Final = "Cckwodtiun&aULSBRfGAHWvb"  # what can be behind people
NO_TOPIC: Final = {ord("c"): None, ord("o"): None}  # "there were 40 people on the waiting list"
END: Final = (*CLAUSE, "p")
CIRCUMSTANCE: Final = "CkwtduinPWN&,aLSBoUR"  # between a verb of holding and a date
PLACE: Final = "CwtduinP&,aLSBok"  # and before a place: "held by an institute in Vienna" can be held elsewhere
HELD: Final = ("H", "F", "E")
BEHIND_HELD: Final = ("", *",;:itudDPLSBonN&pkCby")
OTHER_HELD: Final = tuple("xkUR!")  # behind a Chinese verb: what is held is not the event before it
BEHIND_ATTENDING: Final = "Ckwcodtin&LSBvfb"
BEHIND_BESIDE: Final = (*CLAUSE, *"&of")  # not a verb: "the minister, Radio Riverton said, is ill"
COUNTRY_BESIDE: Final = ("P,iQ", "P,Q", "PiQ", "PQ", "Q,P", "QiP", "QP")
"""A place `P` and its country `Q` beside it: "Lyon, in France", "Lyon (France)"."""


class Saying:
    """What the letters of a sentence say plainly.

    Parameters:
        letters: the letters of the sentence.
        is_han: whether it is in Chinese, where a subject can have unknown words, since names have no capital letters.

    >>> Saying("wCkGNU", is_han=False).count(), Saying("wCkxxNU", is_han=False).count()  # "drew 40 experts", "failed to draw"
    (True, False)
    """

    def __init__(self, letters: str, is_han: bool) -> None:
        self.letters: str = "" if "?" in letters else letters  # what is doubted or asked is not said
        self.is_han: bool = is_han
        self._nouns: str = NOUNS + ("xz" if is_han else "")
        self._list: str = LIST + ("cz" if is_han else "")

    def _places(self, letters: str) -> list[tuple[str, str]]:
        """Return what is before and behind each of some letters."""
        return [(self.letters[:at], self.letters[at + 1 :]) for at, one in enumerate(self.letters) if one in letters]

    def _is_begun(self, before: str) -> bool:
        """Return whether the letters before a verb are the subject of a clause, and nothing else."""
        return before.rstrip(self._nouns + VERBS)[-1:] in CLAUSE

    def _is_of_event(self, before: str) -> bool:
        """Return whether the letters before a verb of holding are a subject that can be an event.

        In Chinese the event is right before the verb, but for a date and a place.
        """
        if self.is_han:
            event = before.rstrip("ictudDPwLSBn,z&")
            clause = event[len(event.rstrip(self._nouns + VERBS)) :]
            is_other = "k" in clause[:-1]  # a press conference of the forum
            return event.endswith("k") and self._is_begun(event) and not is_other
        subject = before[len(before.rstrip(self._nouns + VERBS)) :]
        own, _, topic = subject.partition("o")
        is_about = "k" in own and "k" in topic  # a meeting on the forum
        is_of_people = not {"U", "R"}.isdisjoint(own) and {"k", "C"}.isdisjoint(own)  # students of the forum
        is_event = any([letter in before for letter in "kC"]) and not is_about and not is_of_people
        return self._is_begun(before) and is_event

    def _is_subject(self, before: str) -> bool:
        """Return whether the letters before a number or a verb are the beginning of a clause; in Chinese one that ends with the event."""
        if not self.is_han:
            return before.rstrip(NOUNS + VERBS)[-1:] in CLAUSE
        clause = before.rstrip("fcznUa&wdtiLSBo")
        event = before.rstrip("fcznUa&wdti,LSBo")
        return clause[-1:] in CLAUSE or (event.endswith(("k", "G", "T")) and self._is_begun(event))

    # --- counts ---

    def count(self) -> bool:
        """Return whether a sentence says that so many came: the number `N` of people `U`, drawn by or attending an event."""
        return any([self._is_count(before, behind) for before, behind in self._places("N")])

    def _is_count(self, before: str, behind: str) -> bool:
        if before[-1:] == ":" and before[-2:-1] in ("U", "R"):
            return behind[:1] in CLAUSE and "!" not in behind  # "participants: 40, of whom 20 were turned away"
        counted = behind if behind[:1] == "&" else behind.lstrip("aC&")  # Chinese and foreign
        if counted[:1] not in ("U", "R") or not self._is_countable(before):
            return False
        rest = counted.lstrip("UR")
        return self._is_drawn(before, rest) or self._is_attending(before, rest)

    def _is_countable(self, before: str) -> bool:
        """Return whether the letters before a number do not make it a part of others: "40 of the 60"."""
        last, other = before[-1:], before[-2:-1]
        if self.is_han:
            return True  # the part has its own number in the clause: 60名专家中40人
        if last == "w":
            return other in CLAUSE
        if last == "o":
            return other in ("U", "R")
        return last in COUNTABLE

    def _is_drawn(self, before: str, rest: str) -> bool:
        verb = before.rstrip(self._list)
        is_with = verb.endswith("W") and any([letter in verb for letter in "HGA"])
        is_said = (verb.endswith(("G", "T")) or is_with) and self._is_subject(verb[:-1])
        tail = TAIL.translate(NO_TOPIC) if verb.endswith("T") else TAIL
        return is_said and rest.lstrip(tail + ("z" if self.is_han else ""))[:1] in END

    def _is_attending(self, before: str, rest: str) -> bool:
        verb = rest.lstrip(NOUNS + "f," + ("z" if self.is_han else ""))
        return self._is_subject(before) and self._is_present(verb)

    def _is_present(self, verb: str) -> bool:
        """Return whether a verb is of attending, and of nothing else than an event: "attended the forum", but not "attended a rehearsal"."""
        rest = verb[1:].lstrip(BEHIND_ATTENDING + ("xz" if self.is_han else ""))
        other = verb[1:].removesuffix(rest).partition("kz")[2]  # a dinner of the forum
        return (verb.startswith("Gi") or verb[:1] == "A") and rest[:1] in END and "x" not in other

    def number_of_some(self, cue: str) -> bool:
        """Return whether a sentence says that so many came in one way: "60 online", "40 people attended in person".

        Parameters:
            cue: the letter of the way, `L` or `S`.
        """
        return any([self._is_of_way(before, behind, cue) for before, behind in self._places("N")])

    def _is_of_way(self, before: str, behind: str, cue: str) -> bool:
        label = before.rstrip("w:")
        if label.endswith(cue):
            head, rest = label[:-1], behind.lstrip("URwA")
        else:
            people = behind.lstrip("aURw&")
            way = people.lstrip("AHCcwkoi" if people[:1] in ("A", "H") else "")
            if way[:1] != cue:
                return False
            head, rest = before, way[1:].lstrip("aURwAH" + ("xk" if self.is_han else ""))
        verb = head.rstrip(self._list)
        is_drawn = verb.endswith(("G", "W", "T")) and self._is_subject(verb[:-1])
        return self._is_countable(head) and (self._is_subject(head) or is_drawn) and rest.lstrip(TAIL)[:1] in END

    # --- dates and places ---

    def date(self, is_end: bool) -> bool:
        """Return whether a sentence says that something is held on the day `D`: "was held in Lyon on", "on ..., the forum opened"."""
        return any([self._is_date(before, behind, is_end) for before, behind in self._places("D")])

    def _is_date(self, before: str, behind: str, is_end: bool) -> bool:
        if before.endswith("F"):
            return self._is_of_event(before[:-1]) and self._is_coming(behind)
        head = before.rstrip("wo,")
        is_governed = head[-1:] == "t" or (is_end and head[-1:] == "u")
        if not (is_governed or self.is_han or not before) or behind[:1] == "!":
            return False
        head = head[:-1] if is_governed else head
        verb = head.rstrip(CIRCUMSTANCE + ("c" if self.is_han else ""))
        if is_governed and verb.endswith(HELD) and self._is_of_event(verb[:-1]):
            return True
        if self.is_han and self._is_of_event(head):  # the forum on 4 May in Lyon opened
            return self._is_held(behind.lstrip("icwdPLSBUz&,nf"))
        subject = behind.lstrip(self._nouns + "," + ("f" if self.is_han else ""))
        is_leading = head.rstrip("w&")[-1:] in ("", ",", ";") and subject != behind
        event = behind.removesuffix(subject)
        is_held = self._is_held(subject) and self._is_of_event(event)
        return is_leading and (is_held or self._is_of_people(subject))

    def place(self) -> bool:
        """Return whether a sentence says that something is held at the place `P`: "was held on 5 May in", "in ..., the forum opened"."""
        return any([self._is_place(before, behind) for before, behind in self._places("P")])

    def _is_place(self, before: str, behind: str) -> bool:
        if not before.endswith("i"):
            return False
        head = before[:-1]
        if self.is_han:
            verb = behind.lstrip("tdw,LSBi")
            event = head.rstrip("dtn").removesuffix("F")
            return verb[:1] in ("H", "F") and self._is_held(verb) and self._is_of_event(event)
        if behind.lstrip("w")[:1] not in ("", *",;:twiodunWL&SBHFbp"):
            return False
        verb = head.rstrip(PLACE)
        if verb.endswith(HELD) and self._is_of_event(verb[:-1]):
            return True
        subject = behind.lstrip(NOUNS + ",")
        event = behind.removesuffix(subject)
        return head[-1:] in ("", ",", ";") and self._is_held(subject) and self._is_of_event(event)

    def with_country(self) -> Saying:
        """Return the sentence with a place and its country as one place; an empty one if no country is beside the place."""
        beside = next((one for one in COUNTRY_BESIDE if one in self.letters), None)
        return Saying("" if beside is None else self.letters.replace(beside, "P"), self.is_han)

    # --- states ---

    def held(self) -> bool:
        """Return whether a sentence says that an event was held."""
        return any([self._is_of_event(before) and self._is_whole(behind) for before, behind in self._places("HE")])

    def _is_whole(self, behind: str) -> bool:
        """Return whether the words behind "opened" make nothing else of it: "opened a shop"."""
        rest = behind.lstrip("w")
        if self.is_han:
            return rest[:1] in CLAUSE
        if rest.startswith("nx"):  # s'est ouvert un bureau
            return False
        return rest[:1] in BEHIND_HELD or (rest[:1] == "W" and rest[1:].lstrip("waC")[:1] in ("n", "N", "U", "R"))

    def _is_held(self, verb: str) -> bool:
        if self.is_han:  # the forum held a press conference
            return verb[:1] in HELD and (verb[:1] == "F" or verb[1:].lstrip("w")[:1] not in OTHER_HELD)
        return verb[:1] in HELD and self._is_whole(verb[1:])

    def _is_of_people(self, verb: str) -> bool:
        """Return whether a verb is of drawing or attending, and of people: "brought together experts", but not "welcomed the news"."""
        return self._is_present(verb) or (verb[:1] == "G" and verb[1:].lstrip("waC")[:1] in ("n", "N", "U", "R"))

    def scheduled(self) -> bool:
        """Return whether a sentence says that an event will be held."""
        return any([self._is_of_event(before) and self._is_coming(behind) for before, behind in self._places("F")])

    def _is_coming(self, behind: str) -> bool:
        """Return whether "will be held" is not "will be held back", and 将于 has a verb of holding."""
        return behind.lstrip("dDictPw,n")[:1] in ("H", *CLAUSE) if self.is_han else self._is_whole(behind)

    def mode(self, cue: str) -> bool:
        """Return whether a sentence says how an event was held: "was held online", "a hybrid forum opened".

        Parameters:
            cue: the letter of the way, `L`, `S` or `B`.
        """
        return any([self._is_mode(before, behind) for before, behind in self._places(cue)])

    def _is_mode(self, before: str, behind: str) -> bool:
        if self.is_han:
            return behind.lstrip("wz")[:1] == "H" and self._is_of_event(before)
        verb = before.rstrip("CkwtduiP&,o")
        if verb.endswith(HELD) and self._is_of_event(verb[:-1]):
            return behind[:1] in ("", *",;:&tiwduopb")
        if before.rstrip("w")[-1:] in CLAUSE and behind[:1] in ("k", "C"):
            return behind.lstrip(NOUNS)[:1] in HELD
        return before.endswith("k") and self._is_begun(before) and behind.lstrip(NOUNS)[:1] in HELD

    # --- persons ---

    def person(self) -> bool:
        """Return whether a sentence has a person `P`: with an office or title beside the name, or as one of a body.

        A name before a verb of speech is not enough, since a country or a broadcaster speaks too; a Chinese name is known by its family name.
        """
        return any([self._is_person(before, behind) for before, behind in self._places("P")])

    def _is_person(self, before: str, behind: str) -> bool:
        if behind[:1] in ("C", "U", "k", "c") or before[-1:] in ("C", "U", "k", "c"):  # a part of the name of a body
            return False
        is_beside = before.endswith(",") and behind[:1] in BEHIND_BESIDE
        office = before[:-1].rstrip("wCcokUa") if is_beside else before  # the director of the institute, Ann Lee
        is_entitled = office.endswith("R") or (behind[:1] == "," and behind[1:].lstrip("wa")[:1] == "R")
        is_of_body = behind[:1] in ("o", "f") and behind[1:].lstrip("wCca")[:1] == "U"
        is_speaking = self.is_han and behind.lstrip("wRUoCck&,aidtnb")[:1] in ("V", "A", "G")
        return is_entitled or is_of_body or is_speaking
