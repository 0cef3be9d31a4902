"""Vocabularies of events: their kinds, places and statuses, the roles and counts of participants."""

from __future__ import annotations

from .namespaces import (
    BIBO,
    EU_ROLE,
    EUROVOC,
    FRAPO,
    MARC_RELATOR,
    ODRL,
    SCHEMA,
    SCHOLARLYDATA,
    SCORO,
    SEO,
    VIVO,
    WIKIDATA,
)
from .term import Vocabulary

__all__ = [
    "AttendanceMode",
    "CountQualifier",
    "CountUnit",
    "EventKind",
    "EventStatus",
    "ParticipantsListed",
    "ParticipationRole",
    "PlaceKind",
]


class EventKind(Vocabulary):
    """The kind of an event (open)."""

    SYMPOSIUM = "symposium", "Symposium", "Symposium", "研讨会", SEO + "Symposium"
    SEMINAR = "seminar", "Seminar", "Séminaire", "专题研讨会"
    FORUM = "forum", "Forum", "Forum", "论坛"
    CONFERENCE = "conference", "Conference", "Conférence", "大会", SCHEMA + "ConferenceEvent"
    WORKSHOP = "workshop", "Workshop", "Atelier", "工作坊", BIBO + "Workshop"
    RELEASE = "release", "Release of results", "Présentation de résultats", "成果发布会", SCHEMA + "PublicationEvent"
    MEETING = "meeting", "Meeting", "Réunion", "会议", VIVO + "Meeting"
    TRAINING = "training", "Training", "Formation", "培训", SCHEMA + "EducationEvent"
    SERIES = "series", "Series of events", "Série d'événements", "系列活动", SCHEMA + "EventSeries"
    SUMMIT = "summit", "Summit", "Sommet", "峰会", EUROVOC + "3637"
    ROUNDTABLE = "roundtable", "Round table", "Table ronde", "圆桌会议"
    DIALOGUE = "dialogue", "Dialogue", "Dialogue", "对话会"
    LECTURE = "lecture", "Lecture", "Conférence (exposé)", "讲座", WIKIDATA + "Q603773"
    SESSION = "session", "Session of an event", "Séance", "分会场", SCHOLARLYDATA + "Session"
    EXHIBITION = "exhibition", "Exhibition", "Exposition", "展览", SCHEMA + "ExhibitionEvent"
    PRESS_CONFERENCE = "press_conference", "Press conference", "Conférence de presse", "新闻发布会"
    CEREMONY = "ceremony", "Ceremony", "Cérémonie", "仪式"
    VISIT = "visit", "Study visit", "Visite d'étude", "考察访问"
    SIDE_EVENT = "side_event", "Side event", "Événement parallèle", "边会"
    PRE_EVENT = "pre_event", "Event before the main event", "Événement préparatoire", "预备会议"
    WEBINAR = "webinar", "Webinar", "Webinaire", "网络研讨会"
    HANDOVER = "handover", "Handover", "Passation", "交接活动"
    SIGNING = "signing", "Signing ceremony", "Cérémonie de signature", "签约仪式"
    DISCUSSION_MEETING = "discussion_meeting", "Discussion meeting", "Réunion d'échange", "座谈会"
    COLLOQUIUM = "colloquium", "Colloquium", "Colloque", "学术讨论会", None, "symposium"
    CONGRESS = "congress", "Congress", "Congrès", "大会", None, "conference"
    LAUNCH = "launch", "Launch", "Lancement", "首发式", None, "release"


class EventStatus(Vocabulary):
    """Whether an event took place, or why not (closed)."""

    SCHEDULED = "scheduled", "Scheduled", "Programmé", "已排定", SCHEMA + "EventScheduled"
    HELD = "held", "Held", "Tenu", "已举行"
    POSTPONED = "postponed", "Postponed", "Reporté (date à fixer)", "延期待定", SCHEMA + "EventPostponed"
    RESCHEDULED = "rescheduled", "Rescheduled", "Reporté à une autre date", "已改期", SCHEMA + "EventRescheduled"
    MOVED_ONLINE = "moved_online", "Moved online", "Basculé en ligne", "改为线上举行", SCHEMA + "EventMovedOnline"
    CANCELLED = "cancelled", "Cancelled", "Annulé", "已取消", SCHEMA + "EventCancelled"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class AttendanceMode(Vocabulary):
    """How people attend: on site, online, or mixed (closed)."""

    IN_PERSON = "in_person", "In person", "En présentiel", "线下", SCHEMA + "OfflineEventAttendanceMode"
    ONLINE = "online", "Online", "En ligne", "线上", SCHEMA + "OnlineEventAttendanceMode"
    MIXED = "mixed", "In person and online", "Hybride", "线上线下结合", SCHEMA + "MixedEventAttendanceMode"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class ParticipantsListed(Vocabulary):
    """Whether all participants of an event are listed (closed)."""

    COMPLETE = "complete", "All are listed", "Liste complète", "完整名单"
    PARTIAL = "partial", "Some are listed", "Liste partielle", "部分名单"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class ParticipationRole(Vocabulary):
    """The role of a party in an event (open)."""

    ORGANIZER = "organizer", "Organizer", "Organisateur", "主办方", SCHEMA + "organizer"
    CO_ORGANIZER = "co_organizer", "Co-organizer", "Coorganisateur", "联合主办方"
    HOST = "host", "Host of the venue", "Hôte", "场地方（东道主）", MARC_RELATOR + "his"
    SPONSOR = "sponsor", "Sponsor", "Commanditaire", "赞助方", SCHEMA + "sponsor"
    CHAIR = "chair", "Chair", "Président de séance", "会议主席", EU_ROLE + "CHAIR"
    MODERATOR = "moderator", "Moderator", "Modérateur", "主持人", MARC_RELATOR + "mod"
    KEYNOTE_SPEAKER = (
        "keynote_speaker",
        "Keynote speaker",
        "Conférencier principal",
        "主旨演讲嘉宾",
        SEO + "KeynoteSpeaker",
    )
    SPEAKER = "speaker", "Speaker", "Intervenant", "演讲嘉宾", MARC_RELATOR + "spk"
    PANELIST = "panelist", "Panelist", "Intervenant (table ronde)", "对话嘉宾", MARC_RELATOR + "pan"
    DISCUSSANT = "discussant", "Discussant", "Discutant", "评议人"
    SPOKESPERSON = "spokesperson", "Spokesperson", "Porte-parole", "发言人", SCORO + "spokesperson"
    RAPPORTEUR = "rapporteur", "Rapporteur", "Rapporteur", "报告员", MARC_RELATOR + "rap"
    ATTENDEE = "attendee", "Attendee", "Participant", "参会者", SCHEMA + "attendee"
    OBSERVER = "observer", "Observer", "Observateur", "观察员", EUROVOC + "5756"
    INTERPRETER = "interpreter", "Interpreter", "Interprète", "口译员"
    GUIDING_BODY = "guiding_body", "Guiding body", "Organisme de tutelle de l'événement", "指导单位"
    SUPPORTER = "supporter", "Supporting body", "Organisme de soutien", "支持单位", MARC_RELATOR + "sht"
    IMPLEMENTING_ORGANIZER = "implementing_organizer", "Implementing organizer", "Organisateur délégué", "承办单位"
    ASSISTING_ORGANIZER = "assisting_organizer", "Assisting organizer", "Organisateur associé", "协办单位"
    PATRON = "patron", "Patron", "Haut patronage", "名誉主持"
    RECIPIENT = "recipient", "Recipient", "Bénéficiaire", "受奖方", SCHEMA + "recipient"
    WINNER = "winner", "Winner", "Lauréat", "获奖者", SCHEMA + "winner"
    FINALIST = "finalist", "Finalist", "Finaliste", "入围者"
    HEAD_OF_DELEGATION = "head_of_delegation", "Head of delegation", "Chef de délégation", "代表团团长"
    GUEST_OF_HONOR = "guest_of_honor", "Guest of honour", "Invité d'honneur", "特邀嘉宾"
    PARTICIPANT = "participant", "Participant", "Participant", "与会者", None, "attendee"
    PRESENTER = "presenter", "Presenter", "Présentateur", "报告人", None, "speaker"


class PlaceKind(Vocabulary):
    """Whether a place is physical or online (closed)."""

    PHYSICAL = "physical", "Physical place", "Lieu physique", "实体场所", SCHEMA + "Place"
    VIRTUAL = "virtual", "Virtual place", "Lieu virtuel", "线上场所", SCHEMA + "VirtualLocation"


class CountQualifier(Vocabulary):
    """How a count relates to its number: "more than 40" (closed)."""

    EXACT = "exact", "Exactly", "Exactement", "恰好", ODRL + "eq"
    MORE_THAN = "more_than", "More than", "Plus de", "超过", ODRL + "gt"
    AT_LEAST = "at_least", "At least", "Au moins", "至少", ODRL + "gteq"
    ABOUT = "about", "About", "Environ", "约", WIKIDATA + "Q5727902"
    AT_MOST = "at_most", "At most", "Au plus", "至多", ODRL + "lteq"
    LESS_THAN = "less_than", "Less than", "Moins de", "不到", ODRL + "lt"
    BETWEEN = "between", "Between", "Entre", "介于"


class CountUnit(Vocabulary):
    """The unit of a count (open)."""

    PEOPLE = "people", "People", "Personnes", "人", SCHEMA + "Person"
    PARTICIPANTS = "participants", "Participants", "Participants", "参会者", SCORO + "participant"
    REPRESENTATIVES = "representatives", "Representatives", "Représentants", "代表"
    EXPERTS = "experts", "Experts", "Experts", "专家"
    ORGANIZATIONS = "organizations", "Organizations", "Organisations", "机构", SCHEMA + "Organization"
    THINK_TANKS = "think_tanks", "Think tanks", "Groupes de réflexion", "智库", EUROVOC + "c_4254375b"
    COUNTRIES = "countries", "Countries and regions", "Pays et régions", "国家和地区", SCHEMA + "Country"
    EVENTS = "events", "Events", "Événements", "活动", SCHEMA + "Event"
    OUTPUTS = "outputs", "Outputs", "Productions", "成果", FRAPO + "Output"
    PERSONS = "persons", "Persons", "Personnes", "人", None, "people"
    ATTENDEES = "attendees", "Attendees", "Participants", "与会者", None, "participants"
    INSTITUTIONS = "institutions", "Institutions", "Institutions", "单位", None, "organizations"
