"""Vocabularies of organizations, members, names and identifiers."""

from __future__ import annotations

from .namespaces import (
    ADMS_PUBLISHER,
    EU_BODY_CLASS,
    EU_ROLE,
    EUROVOC,
    GLEIF,
    LEXINFO,
    ORG,
    SCHEMA,
    SCORO,
    SKOS,
    UNESCO,
    VIVO,
    WIKIDATA,
)
from .term import Vocabulary

__all__ = [
    "ContactPurpose",
    "IdentifierRelation",
    "IdentifierStatus",
    "MemberCategory",
    "MemberRole",
    "MemberStatus",
    "NameKind",
    "OrganizationKind",
    "OrganizationRelation",
    "OrganizationStatus",
    "Sector",
]


class OrganizationKind(Vocabulary):
    """The kind of an organization (open)."""

    HIGHER_EDUCATION = (
        "higher_education",
        "Higher education institution",
        "Établissement d'enseignement supérieur",
        "高等院校",
        SCHEMA + "CollegeOrUniversity",
    )
    RESEARCH_INSTITUTE = (
        "research_institute",
        "Research institute",
        "Institut de recherche",
        "研究机构",
        SCHEMA + "ResearchOrganization",
    )
    ENTERPRISE = "enterprise", "Enterprise", "Entreprise", "企业", SCHEMA + "Corporation"
    ASSOCIATION = (
        "association",
        "Association or learned society",
        "Association ou société savante",
        "社会团体",
        VIVO + "Association",
    )
    MEDIA = "media", "Media organization", "Média", "媒体", SCHEMA + "NewsMediaOrganization"
    GOVERNMENT = "government", "Government body", "Organisme public", "政府机构", SCHEMA + "GovernmentOrganization"
    INTERNATIONAL_ORGANIZATION = (
        "international_organization",
        "International organization",
        "Organisation internationale",
        "国际组织",
        WIKIDATA + "Q484652",
    )
    NONPROFIT = (
        "nonprofit",
        "Nonprofit organization",
        "Organisme à but non lucratif",
        "非营利组织",
        WIKIDATA + "Q163740",
    )
    NETWORK = "network", "Network of organizations", "Réseau d'organisations", "机构网络", SCHEMA + "Consortium"
    FOUNDATION = "foundation", "Foundation", "Fondation", "基金会", WIKIDATA + "Q157031"
    POLITICAL_PARTY = "political_party", "Political party", "Parti politique", "政党", SCHEMA + "PoliticalParty"
    INTERGOVERNMENTAL_FORUM = (
        "intergovernmental_forum",
        "Intergovernmental forum",
        "Forum intergouvernemental",
        "政府间论坛",
    )
    OTHER = "other", "Other", "Autre", "其他"
    UNIVERSITY = "university", "University", "Université", "大学", None, "higher_education"
    RESEARCH_INSTITUTION = (
        "research_institution",
        "Research institution",
        "Institution de recherche",
        "科研机构",
        None,
        "research_institute",
    )
    COMPANY = "company", "Company", "Société", "公司", None, "enterprise"
    LEARNED_SOCIETY = "learned_society", "Learned society", "Société savante", "学会", None, "association"
    GOVERNMENT_AGENCY = (
        "government_agency",
        "Government agency",
        "Agence gouvernementale",
        "政府部门",
        None,
        "government",
    )
    NGO = "ngo", "Non-governmental organization", "Organisation non gouvernementale", "非政府组织", None, "nonprofit"


class Sector(Vocabulary):
    """The sector of society of an organization (open)."""

    ACADEMIC = (
        "academic",
        "Academia",
        "Enseignement supérieur et recherche",
        "学术界",
        ADMS_PUBLISHER + "Academia-ScientificOrganisation",
    )
    ENTERPRISE = "enterprise", "Business", "Entreprises", "企业界", UNESCO + "8849"
    GOVERNMENT = "government", "Government", "Pouvoirs publics", "政府", UNESCO + "4452"
    CIVIL_SOCIETY = "civil_society", "Civil society", "Société civile", "民间社会", EUROVOC + "8428"
    MEDIA = "media", "Media", "Médias", "媒体", EUROVOC + "2013"
    TECHNICAL_COMMUNITY = "technical_community", "Technical community", "Communauté technique", "技术社群"
    INTERNATIONAL = (
        "international",
        "International organizations",
        "Organisations internationales",
        "国际组织",
        EU_BODY_CLASS + "CB_INT",
    )
    ACADEMIA = "academia", "Academia", "Monde universitaire", "学术界", None, "academic"
    BUSINESS = "business", "Business", "Monde des affaires", "企业界", None, "enterprise"
    PRIVATE_SECTOR = "private_sector", "Private sector", "Secteur privé", "私营部门", None, "enterprise"


class OrganizationRelation(Vocabulary):
    """The relation of an organization to its parent (closed)."""

    PART_OF = "part_of", "Part of", "Fait partie de", "隶属于", ORG + "subOrganizationOf"
    OWNED_BY = "owned_by", "Owned by", "Propriété de", "归……所有", WIKIDATA + "P127"
    AFFILIATED = "affiliated", "Affiliated with", "Affiliée à", "关联于", ORG + "linkedTo"


class OrganizationStatus(Vocabulary):
    """Whether an organization exists, as in ROR (closed)."""

    ACTIVE = "active", "Active", "En activité", "存续", GLEIF + "EntityStatusActive"
    INACTIVE = "inactive", "Inactive", "Sans activité", "已停止活动", GLEIF + "EntityStatusInactive"
    WITHDRAWN = "withdrawn", "Withdrawn from the register", "Retirée du registre", "已从登记中撤销"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class MemberRole(Vocabulary):
    """The role of a member in a programme (open)."""

    MEMBER = "member", "Member", "Membre", "成员", SCHEMA + "member"
    FOUNDING_MEMBER = "founding_member", "Founding member", "Membre fondateur", "创始成员"
    ASSOCIATE_MEMBER = "associate_member", "Associate member", "Membre associé", "准成员"
    OBSERVER = "observer", "Observer", "Observateur", "观察员", EUROVOC + "5756"
    PARTNER = "partner", "Partner", "Partenaire", "合作伙伴", SCORO + "partner"
    SECRETARIAT = "secretariat", "Secretariat", "Secrétariat", "秘书处"
    CHAIR = "chair", "Chair", "Présidence", "主席", EU_ROLE + "CHAIR"
    VICE_CHAIR = "vice_chair", "Vice-chair", "Vice-présidence", "副主席", EU_ROLE + "CHAIR_VICE"
    COORDINATOR = "coordinator", "Coordinator", "Coordination", "协调方"
    HOST = "host", "Host", "Hôte", "东道主", SCORO + "host-institution"
    PRESIDENCY = "presidency", "Presidency", "Présidence tournante", "轮值主席方"
    CO_CHAIR = "co_chair", "Co-chair", "Coprésidence", "联合主席", EU_ROLE + "CHAIR_CO"
    DIRECTOR = "director", "Director", "Direction", "主任", SCORO + "director"
    COUNCIL_MEMBER = "council_member", "Council member", "Membre du conseil", "理事"
    COUNTRY_COORDINATOR = "country_coordinator", "Country coordinator", "Coordination nationale", "国家协调方"
    FELLOW = "fellow", "Fellow", "Chercheur associé", "研究员"
    FOUNDER = "founder", "Founder", "Fondateur", "发起成员", None, "founding_member"
    PRESIDENT = "president", "President", "Président", "会长", None, "chair"
    VICE_PRESIDENT = "vice_president", "Vice-president", "Vice-président", "副会长", None, "vice_chair"


class MemberCategory(Vocabulary):
    """The category in which a programme lists a member (open)."""

    ACADEMIC = "academic", "Academia", "Enseignement supérieur et recherche", "学术机构", Sector.ACADEMIC.iri
    HIGHER_EDUCATION = (
        "higher_education",
        "Higher education institution",
        "Établissement d'enseignement supérieur",
        "高等院校",
        OrganizationKind.HIGHER_EDUCATION.iri,
    )
    RESEARCH_INSTITUTE = (
        "research_institute",
        "Research institute",
        "Institut de recherche",
        "研究机构",
        OrganizationKind.RESEARCH_INSTITUTE.iri,
    )
    ENTERPRISE = "enterprise", "Enterprise", "Entreprise", "企业", OrganizationKind.ENTERPRISE.iri
    ASSOCIATION = (
        "association",
        "Association or learned society",
        "Association ou société savante",
        "社会团体",
        OrganizationKind.ASSOCIATION.iri,
    )
    MEDIA = "media", "Media organization", "Média", "媒体", OrganizationKind.MEDIA.iri
    GOVERNMENT = "government", "Government body", "Organisme public", "政府机构", OrganizationKind.GOVERNMENT.iri
    INTERNATIONAL_ORGANIZATION = (
        "international_organization",
        "International organization",
        "Organisation internationale",
        "国际组织",
        OrganizationKind.INTERNATIONAL_ORGANIZATION.iri,
    )
    INDIVIDUAL = "individual", "Individual member", "Membre individuel", "个人成员", SCHEMA + "Person"
    UNIVERSITY = "university", "University", "Université", "大学", None, "higher_education"
    RESEARCH_INSTITUTION = (
        "research_institution",
        "Research institution",
        "Institution de recherche",
        "科研机构",
        None,
        "research_institute",
    )
    COMPANY = "company", "Company", "Société", "公司", None, "enterprise"


class MemberStatus(Vocabulary):
    """The status of a membership (closed)."""

    INVITED = "invited", "Invited", "Invité", "已受邀"
    APPLIED = "applied", "Applied", "Candidat", "已申请"
    ACTIVE = "active", "Active", "Actif", "有效"
    SUSPENDED = "suspended", "Suspended", "Suspendu", "已暂停"
    LEFT = "left", "Left", "A quitté le programme", "已退出"
    ENDED = "ended", "Term over", "Mandat terminé", "任期届满"
    EXPELLED = "expelled", "Expelled", "Exclu", "已除名"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class ContactPurpose(Vocabulary):
    """The purpose of a contact point (open)."""

    GENERAL = "general", "General enquiries", "Renseignements généraux", "综合咨询"
    SECRETARIAT = "secretariat", "Secretariat", "Secrétariat", "秘书处"
    PRESS = "press", "Press", "Presse", "媒体联络"
    MEMBERSHIP = "membership", "Membership", "Adhésion", "成员事务"
    REGISTRATION = "registration", "Registration", "Inscription", "报名注册"
    APPLICATIONS = "applications", "Applications", "Candidatures", "申请受理"
    PUBLICATIONS = "publications", "Publications", "Publications", "出版事务"


class NameKind(Vocabulary):
    """The kind of a name (closed)."""

    OFFICIAL = "official", "Official name", "Nom officiel", "正式名称", SCHEMA + "legalName"
    TRANSLATED = "translated", "Translated name", "Nom traduit", "译名"
    ALIAS = "alias", "Other name", "Autre nom", "别名", SCHEMA + "alternateName"
    FORMER = "former", "Former name", "Ancien nom", "曾用名"
    ACRONYM = "acronym", "Acronym", "Sigle ou acronyme", "缩写", LEXINFO + "acronym"
    SHORT = "short", "Short name", "Nom abrégé", "简称", LEXINFO + "shortForm"
    TRANSLITERATION = "transliteration", "Transliteration", "Translittération", "转写", LEXINFO + "transliteration"


class IdentifierStatus(Vocabulary):
    """Whether an identifier is confirmed for the record; a rejected match is not proposed again (closed)."""

    CONFIRMED = "confirmed", "Confirmed", "Confirmé", "已确认"
    CANDIDATE = "candidate", "Candidate", "À vérifier", "待确认"
    REJECTED = "rejected", "Rejected", "Rejeté", "已排除"


class IdentifierRelation(Vocabulary):
    """Whether an identifier is that of the thing itself or of its whole (closed)."""

    SELF = "self", "The thing itself", "L'entité elle-même", "实体本身", SKOS + "exactMatch"
    PARENT = "parent", "What it is a part of", "L'entité dont elle fait partie", "上级实体", SKOS + "broadMatch"
