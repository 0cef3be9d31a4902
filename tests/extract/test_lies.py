"""Lies that are near to the words of an article, each refused or listed for a person; and odd truths, each kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.extract import Accepted, accept

NAMES = {"en": "Marsh Forum", "fr": "Forum des marais", "zh": "湿地论坛"}
"""The event that each text is about."""
PROGRAMMES = {"en": "Marsh Programme", "fr": "Programme des marais", "zh": "湿地计划"}
"""The programme that each text is about."""


def about(text: str, lang: str, **fields: Any) -> dict[str, Any]:
    return {"events": [{"quote": text, "names": [{"quote": text, "value": NAMES[lang]}], **fields}]}


def organization(text: str, *names: str) -> dict[str, Any]:
    return {"organizations": [{"quote": text, "names": [{"quote": text, "value": name} for name in names]}]}


def count(text: str, said: str) -> dict[str, Any]:
    """Return a number as "40", "at_most 40" or "between 36 48"."""
    *qualifier, number = said.split(" ")
    if len(qualifier) == 2:
        return {"quote": text, "qualifier": qualifier[0], "value": int(qualifier[1]), "upper": int(number)}
    return {"quote": text, "qualifier": qualifier[0] if qualifier else "exact", "value": int(number)}


ASK: dict[str, Callable[[str, str, str], dict[str, Any]]] = {
    "name": lambda text, lang, said: organization(text, said),
    "names": lambda text, lang, said: organization(text, *said.split(" = ")),
    "person": lambda text, lang, said: about(
        text, lang, participants=[{"quote": text, "persons": [said], "role": "speaker"}]
    ),
    "date": lambda text, lang, said: about(text, lang, start={"quote": text, "date": said}),
    "total": lambda text, lang, said: about(text, lang, attendance={"total": [count(text, said)]}),
    "status": lambda text, lang, said: about(text, lang, status={"quote": text, "term": said}),
    "place": lambda text, lang, said: about(text, lang, places=[{"quote": text, "locality": said}]),
    "mode": lambda text, lang, said: about(text, lang, attendance_mode={"quote": text, "term": said}),
    "proposal": lambda text, lang, said: {"recommendations": [{"quote": text, "text": said}]},
    "country": lambda text, lang, said: about(
        text, lang, places=[{"quote": text, "locality": said.split(" ")[0], "country": said.split(" ")[1]}]
    ),
    "listed": lambda text, lang, said: about(text, lang, participants_listed={"quote": text, "term": said}),
    "proposal alone": lambda text, lang, said: {"recommendations": [{"quote": said, "text": said}]},
    "activity": lambda text, lang, said: {
        "programs": [{"quote": text, "names": [PROGRAMMES[lang]], "activity_kinds": [{"quote": text, "term": said}]}]
    },
    "policy": lambda text, lang, said: {
        "programs": [{"quote": text, "names": [PROGRAMMES[lang]], "sharing_policy": [{"quote": said, "text": said}]}]
    },
    "concern": lambda text, lang, said: {
        "recommendations": [{"quote": text, "text": text, "concerns": [{"quote": text, "term": said}]}]
    },
    "consensus": lambda text, lang, said: {
        "recommendations": [{"quote": text, "text": text, "consensus": {"quote": text, "term": said}}]
    },
}
"""What an answer says of a text, by kind."""


EVENT_KINDS = {
    "date": "/start",
    "status": "/status",
    "mode": "/mode",
    "place": "/place",
    "total": "/total",
    "country": "/places/",
    "listed": "/participants_listed",
}
"""What an event can say, with its field."""


def found_as(kind: str, found: Accepted, said: str) -> tuple[bool, bool]:
    """Return whether the records say it, and whether a person is asked about it."""
    listed = {(problem.record_id, str(problem.params)) for problem in found.unproven}

    def is_listed(record: Any, field: str) -> bool:
        return any([record.id == id and f"'{field}" in params for id, params in listed])

    for record in found.records:
        if kind in ("name", "names") and isinstance(record, tm.Organization):
            values = [name.value for name in record.names]
            if set(said.split(" = ")) <= set(values):
                return True, is_listed(record, "/names/")
        elif kind == "person" and isinstance(record, tm.Person) and said in [name.value for name in record.names]:
            return True, is_listed(record, "/names/")
        elif isinstance(record, tm.Event) and kind in EVENT_KINDS:
            total = record.attendance.total if record.attendance else None
            is_there = {
                "date": str(record.start) == said,
                "status": record.status == said,
                "mode": record.attendance_mode == said,
                "country": any([place.country == said.rpartition(" ")[2] for place in record.places]),
                "listed": record.participants_listed == said,
                "place": any([said in dict(place.locality or {}).values() for place in record.places]),
                "total": total is not None
                and [str(total.qualifier), total.value, total.upper]
                == [{"upper": None, **count("", said)}[key] for key in ("qualifier", "value", "upper")],
            }[kind]
            if is_there:
                return True, is_listed(record, EVENT_KINDS[kind])
        elif isinstance(record, tm.CooperationProgram) and kind == "activity" and said in record.activity_kinds:
            return True, is_listed(record, "/activity_kinds")
        elif isinstance(record, tm.CooperationProgram) and kind == "policy" and record.sharing_policy is not None:
            return True, is_listed(record, "/sharing_policy")
        elif isinstance(record, tm.Recommendation) and kind == "concern" and said in record.concerns:
            return True, is_listed(record, "/concerns")
        elif (
            isinstance(record, tm.Recommendation) and kind.startswith("proposal") and said in dict(record.text).values()
        ):
            return True, is_listed(record, "/text")
        elif isinstance(record, tm.Recommendation) and kind == "consensus" and record.consensus == said:
            return True, is_listed(record, "/consensus")
    return False, False


LIES = [
    ("en", "The people who attended spoke of water.", "name", "WHO"),
    ("en", "It is for us to decide.", "name", "US"),
    ("en", "They aid farmers.", "name", "AID"),
    ("en", "Delegates of all nations met; it united nations.", "name", "UN"),
    ("fr", "On a pris des mesures ici.", "name", "ICI"),
    ("fr", "Il est un pas vers la paix.", "name", "UN"),
    ("en", "He can ask the u.s. delegates.", "name", "U.S."),
    ("en", "The Marsh Institute met the Delta Trust.", "names", "Marsh Institute = Delta Trust"),
    ("en", "The Marsh Institute (MI) met the Delta Trust.", "names", "Delta Trust = MI"),
    ("en", "The Marsh Institute met the DT.", "names", "Marsh Institute = DT"),
    ("fr", "L'Institut des marais a reçu la Fondation Delta.", "names", "Institut des marais = Fondation Delta"),
    ("zh", "湿地研究院会见了三角洲基金会。", "names", "湿地研究院 = 三角洲基金会"),
    ("zh", "湿地研究院（简称“湿研院”）会见了三角洲基金会。", "names", "三角洲基金会 = 湿研院"),
    ("en", "The Marsh Forum: a spokesman spoke.", "person", "spokesman"),
    ("en", "The Marsh Forum: An Official of the ministry spoke.", "person", "An Official"),
    ("en", "The Marsh Forum: The Director spoke.", "person", "The Director"),
    ("en", "The Marsh Forum: senior researchers spoke.", "person", "senior researchers"),
    ("en", "The Marsh Forum: two historians of Delta spoke.", "person", "two historians"),
    ("fr", "Forum des marais : le porte-parole a parlé.", "person", "le porte-parole"),
    ("fr", "Forum des marais : une chercheuse a parlé.", "person", "une chercheuse"),
    ("fr", "Forum des marais : l'experte a parlé.", "person", "l'experte"),
    ("zh", "湿地论坛上，主办方负责人发言。", "person", "主办方负责人"),
    ("zh", "湿地论坛上，一位官员发言。", "person", "一位官员"),
    ("en", "The Marsh Forum opened on 03/04/2025.", "date", "2025-03-04"),
    ("en", "The Marsh Forum opened on 03/04/2025.", "date", "2025-04-03"),
    ("en", "The Marsh Forum opened on 03/04/2025.", "date", "2025-04"),
    ("fr", "Forum des marais, 05.06.2025.", "date", "2025-05-06"),
    ("zh", "湿地论坛 01-02-2025", "date", "2025-01-02"),
    ("en", "The Marsh Forum opened in March 2025.", "date", "2025-03-01"),
    ("en", "The Marsh Forum had 40 experts at most.", "total", "40"),
    ("en", "The Marsh Forum had 40 experts or more.", "total", "40"),
    ("en", "The Marsh Forum had 40 experts, at least.", "total", "40"),
    ("en", "The Marsh Forum had 40 experts or so.", "total", "40"),
    ("en", "The Marsh Forum had two dozen experts.", "total", "12"),
    ("en", "The Marsh Forum had three-to-four dozen experts.", "total", "48"),
    ("en", "The Marsh Forum had dozens of experts.", "total", "12"),
    ("en", "The Marsh Forum had close to 40 experts.", "total", "40"),
    ("en", "The Marsh Forum never had more than 40 experts.", "total", "more_than 40"),
    ("en", "The Marsh Forum had not 40 but 60 experts.", "total", "40"),
    ("fr", "Le Forum des marais n'a pas réuni plus de 40 experts.", "total", "more_than 40"),
    ("en", "The Marsh Forum had three or four experts.", "total", "4"),
    ("en", "The Marsh Forum drew forty percent of experts.", "total", "40"),
    ("en", "The Marsh Forum had about 40 or more experts.", "total", "40"),
    ("fr", "Le Forum des marais a réuni une trentaine d'experts.", "total", "30"),
    ("fr", "Le Forum des marais a réuni quelque 40 experts.", "total", "40"),
    ("fr", "Le Forum des marais a réuni 40 experts au maximum.", "total", "40"),
    ("fr", "Le Forum des marais a réuni plus ou moins 40 experts.", "total", "40"),
    ("fr", "Le Forum des marais a réuni deux douzaines d'experts.", "total", "2"),
    ("fr", "Le Forum des marais a réuni 40 pour cent des experts.", "total", "40"),
    ("zh", "湿地论坛有数十名专家参会。", "total", "10"),
    ("zh", "湿地论坛有三四十名专家参会。", "total", "40"),
    ("zh", "湿地论坛有七八名专家参会。", "total", "78"),
    ("zh", "湿地论坛有40名专家以上参会。", "total", "40"),
    ("zh", "湿地论坛有百分之四十的专家参会。", "total", "40"),
    ("zh", "湿地论坛迎来第四十名专家。", "total", "40"),
    ("en", "The Marsh Forum was not cancelled.", "status", "cancelled"),
    ("en", "The Marsh Forum wasn't postponed.", "status", "postponed"),
    ("en", "The Marsh Forum was neither cancelled nor postponed.", "status", "postponed"),
    ("en", "Reports that the Marsh Forum was cancelled were false.", "status", "cancelled"),
    ("fr", "Le Forum des marais n'a pas été annulé.", "status", "cancelled"),
    ("fr", "Le Forum des marais n'est ni annulé ni reporté.", "status", "postponed"),
    ("fr", "Le Forum des marais pourrait être reporté.", "status", "postponed"),
    ("zh", "湿地论坛没有取消。", "status", "cancelled"),
    ("zh", "湿地论坛并未推迟。", "status", "postponed"),
    ("en", "The Marsh Forum was not held online.", "mode", "online"),
    ("en", "Participants recommended not to share data.", "proposal", "share data"),
    ("en", "Participants refused to share data.", "proposal", "share data"),
    ("fr", "Les participants ont proposé de ne pas partager les données.", "proposal", "partager les données"),
    ("zh", "代表建议不共享数据。", "proposal", "共享数据"),
    ("en", "They did not unanimously agree to share data.", "consensus", "unanimous"),
    ("en", "The Marsh Forum, 28 December to 3 January 2025.", "date", "2025-12-28"),
    ("en", "The Marsh Forum, 28 December to 3 January 2025.", "date", "2024-12-28"),
    ("fr", "Forum des marais, du 28 décembre au 3 janvier 2025.", "date", "2025-12-28"),
    ("zh", "湿地论坛12月28日至2025年1月3日举行。", "date", "2025-12-28"),
    ("en", "The Marsh Forum had 1500 participants.", "date", "1500"),
    ("en", "The Marsh Forum cited Resolution 1325.", "date", "1325"),
    ("en", "The Marsh Forum costs 2025 euros.", "date", "2025"),
    ("en", "The Marsh Forum was not on 12 March 2025 but on 14 March 2025.", "date", "2025-03-12"),
    ("fr", "Forum des marais, non pas le 12 mars 2025 mais le 14 mars 2025.", "date", "2025-03-12"),
    ("zh", "湿地论坛不是2025年3月12日而是3月14日举行。", "date", "2025-03-12"),
    ("en", "The Marsh Forum will soon be held.", "status", "held"),
    ("en", "The Marsh Forum shall be held in May.", "status", "held"),
    ("en", "The Marsh Forum can be held in May.", "status", "held"),
    ("en", "The Marsh Forum is about to be opened.", "status", "held"),
    ("en", "Registration for the Marsh Forum opened.", "status", "held"),
    ("fr", "Le Forum des marais sera bientôt tenu.", "status", "held"),
    ("fr", "Le Forum des marais doit être tenu en mai.", "status", "held"),
    ("fr", "Le Forum des marais a tenu compte du climat.", "status", "held"),
    ("zh", "湿地论坛即将开幕。", "status", "held"),
    ("zh", "湿地论坛将如期举行。", "status", "held"),
    ("zh", "湿地论坛将隆重开幕。", "status", "held"),
    ("zh", "湿地论坛明日召开。", "status", "held"),
    ("zh", "湿地论坛有望举行。", "status", "held"),
    ("zh", "湿地论坛待举行。", "status", "held"),
    ("zh", "湿地论坛将由三角洲基金会主办，5月举行。", "status", "held"),
    ("en", "Members proposed that the Marsh Forum be held in May.", "status", "held"),
    ("fr", "Le Forum des marais devra être tenu.", "status", "held"),
    ("zh", "湿地论坛预计5月召开。", "status", "held"),
    ("en", "The Marsh Forum escaped being cancelled.", "status", "cancelled"),
    ("en", "Far from cancelled, the Marsh Forum grows.", "status", "cancelled"),
    ("en", "The Marsh Forum came close to being cancelled.", "status", "cancelled"),
    ("en", "The Marsh Forum was anything but cancelled.", "status", "cancelled"),
    ("fr", "Le Forum des marais est loin d'être annulé.", "status", "cancelled"),
    ("zh", "湿地论坛免于取消。", "status", "cancelled"),
    ("en", "Participants recommended not to share data.", "proposal alone", "share data"),
    ("en", "Participants opposed any plan to share data.", "proposal", "share data"),
    ("en", "Participants warned against plans to share data.", "proposal", "share data"),
    ("en", "The proposal to share data was rejected.", "proposal", "share data"),
    ("fr", "Les participants ont déconseillé de partager les données.", "proposal", "partager les données"),
    ("zh", "代表建议停止共享数据。", "proposal", "共享数据"),
    ("zh", "代表建议不要再向各方共享数据。", "proposal alone", "共享数据"),
    ("en", "Members of the Marsh Programme refused to share data.", "policy", "share data"),
    ("en", "The Marsh Programme does not offer training.", "activity", "training"),
    ("zh", "湿地计划不开展培训。", "activity", "training"),
    ("en", "Not all the participants of the Marsh Forum are named.", "listed", "complete"),
    ("fr", "Forum des marais : ce n'est pas l'ensemble des participants.", "listed", "complete"),
    ("en", "It is not about funding.", "concern", "funding"),
    ("en", "Support was all but unanimous.", "consensus", "unanimous"),
    ("en", "The vote was near-unanimous.", "consensus", "unanimous"),
    ("en", "Support fell short of unanimous.", "consensus", "unanimous"),
    ("zh", "意见远未一致。", "consensus", "unanimous"),
    ("zh", "湿地论坛在印度尼西亚雅加达举行。", "country", "雅加达 IN"),
    ("en", "The Marsh Forum was held in Lae, Papua New Guinea.", "country", "Lae GN"),
    ("en", "The Marsh Forum was held in Juba, South Sudan.", "country", "Juba SD"),
    ("zh", "湿地论坛在南苏丹朱巴举行。", "country", "朱巴 SD"),
    ("fr", "Le Forum des marais, à Malabo, en Guinée équatoriale.", "country", "Malabo GN"),
    ("en", "The Marsh Forum was held in Lyon, not in Canada.", "country", "Lyon CA"),
    ("en", "The Marsh Forum was held not in Paris but in Lyon.", "place", "Paris"),
]

TRUTHS = [
    ("en", "The WHO attended.", "name", "WHO"),
    ("en", "THE MARSH INSTITUTE OPENS ITS DOORS", "name", "Marsh Institute"),
    ("en", "The Marsh Institute, or MI, met.", "names", "Marsh Institute = MI"),
    ("en", "The Marsh Institute (MI) met.", "names", "Marsh Institute = MI"),
    ("en", "A body called eLife met.", "name", "eLife"),
    ("fr", "L'ONU a accueilli la réunion.", "name", "ONU"),
    ("zh", "湿地研究院（以下简称“湿研院”）召开会议。", "names", "湿地研究院 = 湿研院"),
    ("en", "The Marsh Forum: An Wei spoke.", "person", "An Wei"),
    ("en", "The Marsh Forum: bell hooks spoke.", "person", "bell hooks"),
    ("en", "The Marsh Forum: van der Berg spoke.", "person", "van der Berg"),
    ("en", "The Marsh Forum: A. Smith spoke.", "person", "A. Smith"),
    ("en", "The Marsh Forum: Dean Martin spoke.", "person", "Dean Martin"),
    ("en", "The Marsh Forum: Ten Hag spoke.", "person", "Ten Hag"),
    ("en", "The Marsh Forum: José Ortega y Gasset spoke.", "person", "José Ortega y Gasset"),
    ("fr", "Forum des marais : de Gaulle a parlé.", "person", "de Gaulle"),
    ("fr", "Forum des marais : Le Corbusier a parlé.", "person", "Le Corbusier"),
    ("fr", "Forum des marais : L'Hôpital a parlé.", "person", "L'Hôpital"),
    ("fr", "Forum des marais : Son Heung-min a parlé.", "person", "Son Heung-min"),
    ("zh", "湿地论坛上，林知远发言。", "person", "林知远"),
    ("zh", "湿地论坛上，An Wei 发言。", "person", "An Wei"),
    ("en", "The Marsh Forum opened on 03/04/2025.", "date", "2025"),
    ("en", "The Marsh Forum opened on 31/12/2025.", "date", "2025-12-31"),
    ("en", "The Marsh Forum opened on 05/05/2025.", "date", "2025-05-05"),
    ("fr", "Le Forum des marais s'est ouvert le 1er mars 2025.", "date", "2025-03-01"),
    ("zh", "湿地论坛于二〇二五年三月四日开幕。", "date", "2025-03-04"),
    ("en", "The Marsh Forum had 40 experts at most.", "total", "at_most 40"),
    ("en", "The Marsh Forum had 40 experts in all.", "total", "40"),
    ("en", "The Marsh Forum had some two dozen experts.", "total", "about 24"),
    ("en", "The Marsh Forum had three-to-four dozen experts.", "total", "between 36 48"),
    ("en", "The Marsh Forum had 40 experts from at least 12 countries.", "total", "40"),
    ("en", "The Marsh Forum had not 40 but 60 experts.", "total", "60"),
    ("en", "The Marsh Forum drew 1.5 million people.", "total", "1500000"),
    ("fr", "Le Forum des marais a réuni près d'une trentaine d'experts.", "total", "about 30"),
    ("fr", "Le Forum des marais a réuni 40 experts ou plus.", "total", "at_least 40"),
    ("zh", "湿地论坛有数十名专家参会。", "total", "at_least 20"),
    ("zh", "湿地论坛有三四十名专家参会。", "total", "between 30 40"),
    ("zh", "湿地论坛有40名专家提出以下建议。", "total", "40"),
    ("en", "The Marsh Forum was not cancelled but postponed.", "status", "postponed"),
    ("en", "The Marsh Forum was not cancelled, and took place in May.", "status", "held"),
    ("en", "The Marsh Forum was held in Lyon, not in Paris.", "status", "held"),
    ("fr", "Le Forum des marais n'a pas eu lieu.", "status", "cancelled"),
    ("zh", "湿地论坛不得不取消。", "status", "cancelled"),
    ("zh", "湿地论坛没有取消，如期举行。", "status", "held"),
    ("en", "The Marsh Forum was not held online but in person.", "mode", "in_person"),
    ("en", "Not only experts proposed to share data.", "proposal", "share data"),
    ("en", "They unanimously agreed to share data, not to sell it.", "consensus", "unanimous"),
    ("en", "The Marsh Forum, 28 December to 3 January 2025.", "date", "2024-12-28"),
    ("en", "The Marsh Forum met on 4, 5 and 6 March 2025.", "date", "2025-03-04"),
    ("en", "The Marsh Forum met on Tuesday, March the 4th, 2025.", "date", "2025-03-04"),
    ("en", "The Marsh Forum opened on the fourth of March 2025.", "date", "2025-03-04"),
    ("en", "The Marsh Forum met in 2025-03.", "date", "2025-03"),
    ("fr", "Le Forum des marais s'est ouvert le premier mars 2025.", "date", "2025-03-01"),
    ("en", "Despite not being funded, the Marsh Forum was held.", "status", "held"),
    ("en", "No stranger to storms, the Marsh Forum was held.", "status", "held"),
    ("fr", "Le Forum des marais, qui n'avait jamais quitté Lyon, s'est tenu à Paris.", "status", "held"),
    ("zh", "不少专家出席，湿地论坛在里昂举行。", "status", "held"),
    ("zh", "湿地论坛不断扩大，在里昂举行。", "status", "held"),
    ("zh", "湿地论坛不远千里在里昂举行。", "status", "held"),
    ("zh", "湿地论坛在招待所举行。", "status", "held"),
    ("zh", "中非专家参加的湿地论坛在无锡举行。", "status", "held"),
    ("en", "Due to rain the Marsh Forum was held in a tent.", "status", "held"),
    ("en", "The Marsh Forum on planning was held.", "status", "held"),
    ("en", "The Marsh Forum was held in Lae, Papua New Guinea.", "country", "Lae PG"),
    ("zh", "湿地论坛在印度尼西亚雅加达举行。", "country", "雅加达 ID"),
    ("en", "The Marsh Forum was held not in Paris but in Lyon.", "place", "Lyon"),
    ("en", "The Marsh Programme not only offers training.", "activity", "training"),
    ("en", "All the participants of the Marsh Forum are named.", "listed", "complete"),
    ("en", "They opposed cuts, but proposed to share data.", "proposal", "share data"),
    ("en", "Members of the Marsh Programme agreed to share data.", "policy", "share data"),
    ("en", "The fund needs money.", "concern", "funding"),
]


def test_the_tables_are_large_enough() -> None:
    """Sixty lies, forty truths, in three languages, and no row is there twice."""
    assert len(set(LIES)) == len(LIES) >= 60 and len(set(TRUTHS)) == len(TRUTHS) >= 40
    assert {row[0] for row in LIES} == {row[0] for row in TRUTHS} == set(NAMES)


@pytest.mark.parametrize(("lang", "text", "kind", "said"), LIES)
def test_a_lie_is_refused_or_listed(lang: str, text: str, kind: str, said: str) -> None:
    """Whatever words of the article it is near to."""
    found = accept(text, ASK[kind](text, lang, said), lang=lang)
    is_said, is_listed = found_as(kind, found, said)
    assert not is_said or is_listed
    assert is_said or found.problems.errors


@pytest.mark.parametrize(("lang", "text", "kind", "said"), TRUTHS)
def test_an_odd_truth_is_kept(lang: str, text: str, kind: str, said: str) -> None:
    """Without an error."""
    found = accept(text, ASK[kind](text, lang, said), lang=lang)
    assert [str(problem) for problem in found.problems.errors] == [] and found_as(kind, found, said)[0]
