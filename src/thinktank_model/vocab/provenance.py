"""Vocabularies of sources and statements."""

from __future__ import annotations

from .namespaces import BIBO, ECO, EUROVOC, FABIO, SCHEMA, WIKIBASE
from .term import Vocabulary

__all__ = ["SourceKind", "StatementMethod", "StatementRank"]


class SourceKind(Vocabulary):
    """The kind of a source (closed)."""

    NEWS = "news", "News article", "Article de presse", "新闻报道", SCHEMA + "NewsArticle"
    OFFICIAL_PAGE = "official_page", "Official web page", "Page web officielle", "官方网页", SCHEMA + "WebPage"
    REPORT = "report", "Report", "Rapport", "报告", SCHEMA + "Report"
    PRESS_RELEASE = "press_release", "Press release", "Communiqué de presse", "新闻稿", FABIO + "PressRelease"
    SOCIAL_POST = (
        "social_post",
        "Post on social media",
        "Publication sur un réseau social",
        "社交媒体帖文",
        SCHEMA + "SocialMediaPosting",
    )
    INTERVIEW = "interview", "Interview", "Entretien", "访谈", BIBO + "Interview"
    RECORDING = "recording", "Recording", "Enregistrement", "录音或录像", BIBO + "AudioVisualDocument"
    DATASET = "dataset", "Data set", "Jeu de données", "数据集", SCHEMA + "Dataset"
    API = (
        "api",
        "Programming interface (API)",
        "Interface de programmation (API)",
        "应用程序接口（API）",
        SCHEMA + "WebAPI",
    )


class StatementMethod(Vocabulary):
    """The method by which a value was taken from its source (open)."""

    MANUAL = "manual", "Entered by hand", "Saisie manuelle", "人工录入", ECO + "0000218"
    IMPORT = "import", "Imported", "Importation", "数据导入", ECO + "0000311"
    MACHINE_EXTRACTION = (
        "machine_extraction",
        "Extracted by machine",
        "Extraction automatique",
        "自动抽取",
        ECO + "0000203",
    )
    MACHINE_TRANSLATION = (
        "machine_translation",
        "Translated by machine",
        "Traduction automatique",
        "机器翻译",
        EUROVOC + "5200",
    )
    HUMAN_TRANSLATION = "human_translation", "Translated by a person", "Traduction humaine", "人工翻译"
    OCR = (
        "ocr",
        "Optical character recognition",
        "Reconnaissance optique de caractères",
        "光学字符识别",
        EUROVOC + "6190",
    )
    INFERENCE = "inference", "Inferred", "Déduction", "推断", ECO + "0000361"
    SELF_REPORT = "self_report", "Stated by the body itself", "Déclaration de l'intéressé", "自行申报"
    IMPORTED = "imported", "Imported", "Importation", "数据导入", None, "import"
    AUTOMATIC_TRANSLATION = (
        "automatic_translation",
        "Automatic translation",
        "Traduction automatique",
        "机器翻译",
        None,
        "machine_translation",
    )


class StatementRank(Vocabulary):
    """The rank of a statement among several about one field, as in Wikidata (closed)."""

    PREFERRED = "preferred", "Preferred", "Privilégié", "首选", WIKIBASE + "PreferredRank"
    NORMAL = "normal", "Normal", "Normal", "普通", WIKIBASE + "NormalRank"
    DEPRECATED = "deprecated", "Deprecated", "Obsolète", "已弃用", WIKIBASE + "DeprecatedRank"
