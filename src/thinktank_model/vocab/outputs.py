"""Vocabularies of outputs, contributors, and relations between outputs."""

from __future__ import annotations

from .namespaces import (
    BIBO,
    CITO,
    COAR_ACCESS,
    COAR_TYPE,
    DCTERMS,
    ELI,
    EU_RESOURCE_TYPE,
    FABIO,
    FRBR,
    MARC_RELATOR,
    PRO,
    PROV,
    PSO,
    SCHEMA,
    SCORO,
    VIVO,
)
from .term import Vocabulary

__all__ = ["Access", "ContainerKind", "ContributionRole", "OutputKind", "OutputRelation", "OutputStatus", "PeerReview"]


class OutputKind(Vocabulary):
    """The kind of an output (open)."""

    REPORT = "report", "Report", "Rapport", "报告", SCHEMA + "Report"
    POLICY_BRIEF = (
        "policy_brief",
        "Policy brief",
        "Note d'orientation (policy brief)",
        "政策简报",
        FABIO + "BriefReport",
    )
    WORKING_PAPER = "working_paper", "Working paper", "Document de travail", "工作论文", COAR_TYPE + "c_8042"
    BLUE_BOOK = "blue_book", "Blue book", "Livre bleu", "蓝皮书"
    WHITE_PAPER = "white_paper", "White paper", "Livre blanc", "白皮书", FABIO + "WhitePaper"
    ARTICLE = "article", "Article", "Article", "文章", SCHEMA + "Article"
    COMMENTARY = "commentary", "Commentary", "Commentaire", "评论", FABIO + "Opinion"
    BOOK = "book", "Book", "Ouvrage", "图书", SCHEMA + "Book"
    CHAPTER = "chapter", "Book chapter", "Chapitre d'ouvrage", "图书章节", SCHEMA + "Chapter"
    PROCEEDINGS = "proceedings", "Proceedings", "Actes", "会议论文集", COAR_TYPE + "c_f744"
    DATASET = "dataset", "Data set", "Jeu de données", "数据集", SCHEMA + "Dataset"
    CASE_COLLECTION = "case_collection", "Case collection", "Recueil de cas", "案例集"
    STANDARD = "standard", "Standard", "Norme", "标准", BIBO + "Standard"
    DECLARATION = "declaration", "Declaration", "Déclaration", "宣言"
    INITIATIVE = "initiative", "Initiative", "Initiative", "倡议"
    PRESENTATION = "presentation", "Presentation", "Présentation", "演示文稿", SCHEMA + "PresentationDigitalDocument"
    SPEECH = "speech", "Speech", "Discours", "演讲", VIVO + "Speech"
    VIDEO = "video", "Video", "Vidéo", "视频", SCHEMA + "VideoObject"
    NEWSLETTER = "newsletter", "Newsletter", "Lettre d'information", "通讯", VIVO + "Newsletter"
    WEBPAGE = "webpage", "Web page", "Page web", "网页", SCHEMA + "WebPage"
    COMMUNIQUE = "communique", "Communiqué", "Communiqué", "公报"
    MEMORANDUM_OF_UNDERSTANDING = (
        "memorandum_of_understanding",
        "Memorandum of understanding",
        "Protocole d'entente",
        "谅解备忘录",
        EU_RESOURCE_TYPE + "MEMORANDUM_UNDERST",
    )
    AGREEMENT = "agreement", "Agreement", "Accord", "协议", EU_RESOURCE_TYPE + "AGREE"
    CHARTER = "charter", "Charter", "Charte", "章程"
    DECISION = "decision", "Decision", "Décision", "决定"
    STATEMENT = "statement", "Statement", "Prise de position", "声明"
    CONCEPT_NOTE = "concept_note", "Concept note", "Note conceptuelle", "概念文件"
    OP_ED = "op_ed", "Opinion article", "Tribune", "专栏评论", SCHEMA + "OpinionNewsArticle"
    BLOG_POST = "blog_post", "Blog post", "Billet de blog", "博客文章", SCHEMA + "BlogPosting"
    PODCAST = "podcast", "Podcast", "Balado (podcast)", "播客", SCHEMA + "PodcastEpisode"
    PRESS_RELEASE = "press_release", "Press release", "Communiqué de presse", "新闻稿", FABIO + "PressRelease"
    MINUTES = "minutes", "Minutes", "Compte rendu", "会议纪要", EU_RESOURCE_TYPE + "MINUTES"
    ANNUAL_REPORT = "annual_report", "Annual report", "Rapport annuel", "年度报告", EU_RESOURCE_TYPE + "REPORT_ANNUAL"
    FILM = "film", "Film", "Film", "影片", SCHEMA + "Movie"
    RESEARCH_REPORT = "research_report", "Research report", "Rapport de recherche", "研究报告", None, "report"
    JOURNAL_ARTICLE = "journal_article", "Journal article", "Article de revue", "期刊文章", None, "article"
    MONOGRAPH = "monograph", "Monograph", "Monographie", "专著", None, "book"
    BOOK_CHAPTER = "book_chapter", "Book chapter", "Chapitre d'ouvrage", "图书章节", None, "chapter"
    SLIDES = "slides", "Slides", "Diaporama", "幻灯片", None, "presentation"


class ContainerKind(Vocabulary):
    """The kind of the journal, book or series that an output appeared in (open)."""

    JOURNAL = "journal", "Journal", "Revue", "期刊", SCHEMA + "Periodical"
    BOOK = "book", "Book", "Ouvrage", "图书", SCHEMA + "Book"
    SERIES = "series", "Series", "Collection", "丛书", SCHEMA + "CreativeWorkSeries"
    PROCEEDINGS = "proceedings", "Proceedings", "Actes", "会议论文集", COAR_TYPE + "c_f744"
    NEWSPAPER = "newspaper", "Newspaper", "Journal d'information", "报纸", SCHEMA + "Newspaper"
    WEBSITE = "website", "Website", "Site web", "网站", SCHEMA + "WebSite"


class OutputStatus(Vocabulary):
    """The stage of an output from plan to publication and after (closed)."""

    PLANNED = "planned", "Planned", "Prévue", "计划中"
    DRAFTING = "drafting", "Being drafted", "En cours de rédaction", "起草中", PSO + "draft"
    UNDER_REVIEW = "under_review", "Under review", "En cours d'évaluation", "评审中", PSO + "under-review"
    ACCEPTED = "accepted", "Accepted", "Acceptée", "已接受", PSO + "accepted-for-publication"
    PUBLISHED = "published", "Published", "Publiée", "已发布", PSO + "published"
    WITHDRAWN = "withdrawn", "Withdrawn", "Retirée", "已撤回"
    RETRACTED = "retracted", "Retracted", "Rétractée", "已撤稿", PSO + "retracted-from-publication"


class PeerReview(Vocabulary):
    """Whether, and by whom, an output was peer reviewed (closed)."""

    NONE = "none", "None", "Aucune", "未评审"
    INTERNAL = "internal", "Internal", "Interne", "内部评审"
    EXTERNAL = "external", "External", "Externe", "外部评审", PSO + "peer-reviewed"
    UNKNOWN = "unknown", "Unknown", "Inconnue", "未知"


class Access(Vocabulary):
    """Who can read an output (closed)."""

    OPEN = "open", "Open access", "Libre accès", "开放获取", COAR_ACCESS + "c_abf2"
    EMBARGOED = "embargoed", "Under embargo", "Sous embargo", "延迟开放", COAR_ACCESS + "c_f1cf"
    RESTRICTED = "restricted", "Restricted access", "Accès restreint", "受限获取", COAR_ACCESS + "c_16ec"
    METADATA_ONLY = "metadata_only", "Metadata only", "Métadonnées seules", "仅元数据", COAR_ACCESS + "c_14cb"


class OutputRelation(Vocabulary):
    """The relation of an output to another one (closed)."""

    IS_VERSION_OF = "is_version_of", "Is a version of", "Est une version de", "是……的版本", DCTERMS + "isVersionOf"
    IS_TRANSLATION_OF = (
        "is_translation_of",
        "Is a translation of",
        "Est une traduction de",
        "译自",
        SCHEMA + "translationOfWork",
    )
    IS_PART_OF = "is_part_of", "Is a part of", "Fait partie de", "属于", DCTERMS + "isPartOf"
    IS_DERIVED_FROM = "is_derived_from", "Is derived from", "Est dérivée de", "衍生自", PROV + "wasDerivedFrom"
    CITES = "cites", "Cites", "Cite", "引用", CITO + "cites"
    REVIEWS = "reviews", "Reviews", "Évalue", "评介", CITO + "reviews"
    SUMMARIZES = "summarizes", "Summarizes", "Résume", "概述", FRBR + "summarizationOf"
    SUPPLEMENTS = "supplements", "Supplements", "Complète", "补充", FRBR + "supplementOf"
    CONTINUES = "continues", "Continues", "Fait suite à", "接续", FRBR + "successorOf"
    REPLACES = "replaces", "Replaces", "Remplace", "取代", DCTERMS + "replaces"
    AMENDS = "amends", "Amends", "Modifie", "修订", ELI + "amends"


class ContributionRole(Vocabulary):
    """The role of a contributor to an output (open)."""

    AUTHOR = "author", "Author", "Auteur", "作者", MARC_RELATOR + "aut"
    LEAD_AUTHOR = "lead_author", "Lead author", "Auteur principal", "主要作者", SCORO + "principal-author"
    EDITOR = "editor", "Editor", "Éditeur scientifique", "编者", MARC_RELATOR + "edt"
    EDITOR_IN_CHIEF = "editor_in_chief", "Editor-in-chief", "Rédacteur en chef", "主编", PRO + "editor-in-chief"
    COMPILER = "compiler", "Compiler", "Compilateur", "汇编者", MARC_RELATOR + "com"
    TRANSLATOR = "translator", "Translator", "Traducteur", "译者", MARC_RELATOR + "trl"
    CONTRIBUTOR = "contributor", "Contributor", "Contributeur", "贡献者", MARC_RELATOR + "ctb"
    REVIEWER = "reviewer", "Reviewer", "Évaluateur", "评审人", PRO + "peer-reviewer"
    SIGNATORY = "signatory", "Signatory", "Signataire", "签署方", MARC_RELATOR + "sgn"
    WITNESS = "witness", "Witness", "Témoin", "见证方", MARC_RELATOR + "wit"
    ENDORSER = "endorser", "Endorser", "Organisme qui y souscrit", "背书方"
    COMMISSIONER = "commissioner", "Commissioned by", "Commanditaire", "委托方", MARC_RELATOR + "pat"
    ADVISER = "adviser", "Adviser", "Conseiller", "顾问", MARC_RELATOR + "csl"
    COORDINATOR = "coordinator", "Coordinator", "Coordonnateur", "统筹人"
    SPEAKER = "speaker", "Speaker", "Orateur", "演讲人", MARC_RELATOR + "spk"
    ISSUING_BODY = "issuing_body", "Issuing body", "Organisme émetteur", "发布机构", MARC_RELATOR + "isb"
    FUNDER = "funder", "Funder", "Financeur", "资助方", MARC_RELATOR + "fnd"
    CO_AUTHOR = "co_author", "Co-author", "Coauteur", "合著者", None, "author"
    ADVISOR = "advisor", "Advisor", "Conseiller", "顾问", None, "adviser"
    CHIEF_EDITOR = "chief_editor", "Chief editor", "Rédacteur en chef", "主编", None, "editor_in_chief"
