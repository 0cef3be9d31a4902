"""Vocabularies of programmes, their plans, activities and recommendations."""

from __future__ import annotations

from .namespaces import CITO, EU_BODY_CLASS, EUROVOC, FABIO, FRAPO, ORG, PRO, SCHEMA, SCORO, SEO, STW, UNESCO, VIVO
from .term import Vocabulary

__all__ = [
    "ActivityKind",
    "ActivityStatus",
    "Consensus",
    "FundingKind",
    "GroupKind",
    "MilestoneKind",
    "ObservationMeasure",
    "ProgramStatus",
    "RecommendationStatus",
    "RecommendationTopic",
    "ResponseKind",
    "SharingStatus",
    "WorkPlanStatus",
]


class ProgramStatus(Vocabulary):
    """The status of a programme (closed)."""

    PLANNED = "planned", "Planned", "Prévu", "筹备中"
    ACTIVE = "active", "Active", "En cours", "进行中"
    PAUSED = "paused", "Paused", "Suspendu", "已暂停"
    ENDED = "ended", "Ended", "Terminé", "已结束"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class SharingStatus(Vocabulary):
    """The status of a programme's policy for sharing results (closed)."""

    PROPOSED = "proposed", "Proposed", "Proposée", "拟议"
    ADOPTED = "adopted", "Adopted", "Adoptée", "已通过"
    REPEALED = "repealed", "Repealed", "Abrogée", "已废止"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class ActivityKind(Vocabulary):
    """The kind of an activity of a programme (open)."""

    EXCHANGE = "exchange", "Exchange among think tanks", "Échanges entre groupes de réflexion", "智库交流"
    JOINT_RESEARCH = "joint_research", "Joint research", "Recherche conjointe", "联合研究"
    RESULT_PUBLICATION = "result_publication", "Publication of results", "Publication de résultats", "成果发布"
    SEMINAR = "seminar", "Seminars", "Séminaires", "专题研讨", VIVO + "SeminarSeries"
    TRAINING = "training", "Training", "Formation", "培训", UNESCO + "84"
    INTERNATIONAL_COOPERATION = (
        "international_cooperation",
        "International exchange and cooperation",
        "Échanges et coopération internationaux",
        "国际交流合作",
        EUROVOC + "216",
    )
    RESULT_SHARING = "result_sharing", "Sharing of results", "Partage des résultats", "成果共享"
    ADVICE = "advice", "Policy advice", "Conseil aux pouvoirs publics", "咨政建言", STW + "16274-4"
    INDUSTRY_DEVELOPMENT = (
        "industry_development",
        "Support for the development of industry",
        "Appui au développement de l'industrie",
        "产业促进",
        EUROVOC + "429",
    )
    OUTREACH = "outreach", "Outreach", "Communication et diffusion", "宣传推广"
    CALL_FOR_PAPERS = "call_for_papers", "Call for papers", "Appel à communications", "征文"
    CALL_FOR_APPLICATIONS = (
        "call_for_applications",
        "Call for applications",
        "Appel à candidatures",
        "申请征集",
        FABIO + "CallForApplications",
    )
    AWARD = "award", "Award", "Prix", "评奖", UNESCO + "3466"
    RANKING = "ranking", "Ranking", "Classement", "排名"
    FELLOWSHIP = "fellowship", "Fellowship programme", "Programme de bourses", "访学项目", UNESCO + "3687"
    INTERNSHIP = "internship", "Internships", "Stages", "实习项目", VIVO + "Internship"
    GRANT_PROGRAM = "grant_program", "Grant programme", "Programme de subventions", "资助项目", SCHEMA + "FundingScheme"
    CONSULTING = "consulting", "Consulting", "Conseil", "咨询", None, "advice"
    PUBLICATION = "publication", "Publication", "Publication", "发布", None, "result_publication"


class GroupKind(Vocabulary):
    """The kind of a group within a programme (open)."""

    STEERING_COMMITTEE = "steering_committee", "Steering committee", "Comité de pilotage", "指导委员会"
    COUNCIL = "council", "Council", "Conseil", "理事会"
    BOARD = "board", "Board", "Conseil d'administration", "董事会", STW + "29524-0"
    SECRETARIAT = "secretariat", "Secretariat", "Secrétariat", "秘书处"
    TASK_FORCE = "task_force", "Task force", "Groupe de travail thématique", "专题工作组"
    WORKING_GROUP = "working_group", "Working group", "Groupe de travail", "工作组", EU_BODY_CLASS + "WG"
    ADVISORY_BOARD = "advisory_board", "Advisory board", "Conseil consultatif", "顾问委员会", STW + "19156-2"
    PILLAR = "pillar", "Pillar", "Pilier", "支柱领域"
    CHAPTER = "chapter", "Chapter", "Section locale", "分支机构"
    ASSEMBLY = "assembly", "Assembly of members", "Assemblée des membres", "成员大会"
    NATIONAL_COMMITTEE = "national_committee", "National committee", "Comité national", "国家委员会"
    CONSORTIUM = "consortium", "Consortium", "Consortium", "联合体", VIVO + "Consortium"
    COMMITTEE = "committee", "Committee", "Comité", "委员会", VIVO + "Committee"


class MilestoneKind(Vocabulary):
    """The kind of a milestone of a call or plan: what is due or announced (open)."""

    ABSTRACT = "abstract", "Abstracts due", "Remise des résumés", "摘要提交", SEO + "abstractDeadline"
    APPLICATION = "application", "Applications due", "Dépôt des candidatures", "申请截止"
    PAPER = "paper", "Papers due", "Remise des textes", "论文提交", SEO + "submissionDeadline"
    NOTIFICATION = (
        "notification",
        "Notification of results",
        "Annonce des résultats",
        "结果通知",
        SEO + "notificationDate",
    )
    ANNOUNCEMENT = "announcement", "Call published", "Publication de l'appel", "发布通知"
    PROPOSAL = "proposal", "Proposals due", "Remise des propositions", "方案提交"
    DRAFT = "draft", "Drafts due", "Remise des versions provisoires", "初稿提交"
    FINAL_VERSION = "final_version", "Final versions due", "Remise des versions définitives", "终稿提交"
    PRESENTATION = "presentation", "Presentation", "Présentation", "成果汇报"
    PUBLICATION = "publication", "Publication", "Publication", "成果发布"


class FundingKind(Vocabulary):
    """The form of funding (open)."""

    PLEDGE = "pledge", "Pledge", "Promesse de don", "认捐"
    COMMITMENT = "commitment", "Commitment", "Engagement", "承诺拨款"
    GRANT = "grant", "Grant", "Subvention", "资助", SCHEMA + "MonetaryGrant"
    DISBURSEMENT = "disbursement", "Disbursement", "Versement", "拨付"
    PRIZE = "prize", "Prize", "Prix", "奖金"
    STIPEND = "stipend", "Stipend", "Bourse", "津贴", FRAPO + "Stipend"
    SPONSORSHIP = "sponsorship", "Sponsorship", "Parrainage", "赞助", EUROVOC + "5771"
    CORE_FUNDING = "core_funding", "Core funding", "Financement de base", "核心经费"
    BUDGET = "budget", "Budget", "Budget", "预算", FRAPO + "Budget"


class ObservationMeasure(Vocabulary):
    """The quantity that an observation counts (open)."""

    MEMBERS = "members", "Members", "Membres", "成员数", SCHEMA + "member"
    COUNTRIES = "countries", "Countries and regions", "Pays et régions", "国家和地区数", SCHEMA + "Country"
    GRANTEES = "grantees", "Grantees", "Bénéficiaires", "受资助者数", SCORO + "funding-recipient"
    REGISTRATIONS = "registrations", "Registrations", "Inscriptions", "注册人数"
    DOWNLOADS = "downloads", "Downloads", "Téléchargements", "下载次数", SCHEMA + "DownloadAction"
    CITATIONS = "citations", "Citations", "Citations", "引用次数", CITO + "Citation"
    APPLICATIONS = "applications", "Applications", "Candidatures", "申请数", FRAPO + "Application"
    GRANTS = "grants", "Grants awarded", "Subventions accordées", "资助项目数", SCHEMA + "MonetaryGrant"
    OUTPUTS = "outputs", "Outputs", "Productions", "成果数", FRAPO + "Output"
    CONTRIBUTORS = "contributors", "Contributors", "Contributeurs", "参与撰写人数", PRO + "contributor"
    PARTNERS = "partners", "Partners", "Partenaires", "合作伙伴数", SCORO + "partner"
    UNITS = (
        "units",
        "Departments, institutes and centres",
        "Unités, instituts et centres",
        "下属单位数",
        ORG + "OrganizationalUnit",
    )


class ResponseKind(Vocabulary):
    """The response of a party to a recommendation or an output (open)."""

    ACCEPTED = "accepted", "Accepted", "Acceptée", "采纳", SCHEMA + "AcceptAction"
    PARTLY_ACCEPTED = "partly_accepted", "Partly accepted", "Acceptée en partie", "部分采纳"
    REJECTED = "rejected", "Rejected", "Rejetée", "未采纳", SCHEMA + "RejectAction"
    NOTED = "noted", "Noted", "Prise en compte", "注意到"
    WELCOMED = "welcomed", "Welcomed", "Saluée", "表示欢迎"
    ENDORSED = "endorsed", "Endorsed", "Approuvée", "赞同", SCHEMA + "EndorseAction"


class ActivityStatus(Vocabulary):
    """The status of an activity (closed)."""

    PLANNED = "planned", "Planned", "Prévue", "计划中"
    ACTIVE = "active", "Active", "En cours", "进行中", SCHEMA + "ActiveActionStatus"
    COMPLETED = "completed", "Completed", "Achevée", "已完成", SCHEMA + "CompletedActionStatus"
    CANCELLED = "cancelled", "Cancelled", "Annulée", "已取消"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class WorkPlanStatus(Vocabulary):
    """The status of a work plan (closed)."""

    PROPOSED = "proposed", "Proposed", "Proposé", "拟议"
    ADOPTED = "adopted", "Adopted", "Adopté", "已通过"
    IN_PROGRESS = "in_progress", "In progress", "En cours d'exécution", "执行中", SCHEMA + "ActiveActionStatus"
    COMPLETED = "completed", "Completed", "Achevé", "已完成", SCHEMA + "CompletedActionStatus"
    DROPPED = "dropped", "Dropped", "Abandonné", "已放弃"


class RecommendationTopic(Vocabulary):
    """The subject of a recommendation to a programme (open)."""

    ACTIVITY_ORGANIZATION = (
        "activity_organization",
        "Organization of activities",
        "Organisation des activités",
        "活动组织",
    )
    PUBLICATION_FORM = (
        "publication_form",
        "Form in which results are published",
        "Forme de publication des résultats",
        "成果发布形式",
    )
    RESEARCH_PRIORITY = (
        "research_priority",
        "Research priorities",
        "Orientations de recherche prioritaires",
        "重点研究方向",
    )
    WORK_PLAN = "work_plan", "Work plan", "Plan de travail", "工作计划"
    JOINT_RESEARCH = "joint_research", "Joint research", "Recherche conjointe", "联合研究"
    RESULT_SHARING = "result_sharing", "Sharing of results", "Partage des résultats", "成果共享"
    INTERNATIONAL_COOPERATION = (
        "international_cooperation",
        "International exchange and cooperation",
        "Échanges et coopération internationaux",
        "国际交流合作",
        EUROVOC + "216",
    )
    MEMBERSHIP = "membership", "Membership", "Composition et adhésion", "成员发展"
    FUNDING = "funding", "Funding", "Financement", "经费保障", FRAPO + "Funding"
    RESEARCH_DIRECTION = (
        "research_direction",
        "Research directions",
        "Orientations de recherche",
        "研究方向",
        None,
        "research_priority",
    )


class Consensus(Vocabulary):
    """The consensus among those present about a recommendation (closed)."""

    NONE = "none", "None", "Aucun", "无共识"
    SOME = "some", "Some", "Partiel", "部分赞同"
    MAJORITY = "majority", "Majority", "Majoritaire", "多数赞同"
    UNANIMOUS = "unanimous", "Unanimous", "Unanime", "一致赞同", EUROVOC + "4593"
    UNKNOWN = "unknown", "Unknown", "Inconnu", "未知"


class RecommendationStatus(Vocabulary):
    """The status of a recommendation (closed)."""

    OPEN = "open", "Open", "En attente", "待处理"
    ACCEPTED = "accepted", "Accepted", "Acceptée", "已采纳", FRAPO + "accepted"
    REJECTED = "rejected", "Rejected", "Rejetée", "未采纳", FRAPO + "rejected"
    IMPLEMENTED = "implemented", "Implemented", "Mise en œuvre", "已落实"
