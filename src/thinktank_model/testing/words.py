"""Words for texts in several languages."""

from __future__ import annotations

from typing import Final

__all__: list[str] = []

WORDS: Final = {
    "en": "exchange research publication symposium plan policy network governance of the and shared open".split(),
    "fr": "échange recherche publication symposium plan politique réseau gouvernance de la et partagé œuvre".split(),
    "zh-Hans": ["智库", "合作", "计划", "研究", "发布", "网络", "治理", "交流"],
    "ru": "обмен исследование публикация план сеть управление".split(),
    "ar": ["تبادل", "بحث", "نشر", "خطة"],
    "zh-Latn-pinyin": "zhìkù hézuò jìhuà yánjiū".split(),
    "de-CH": "Austausch Forschung Veröffentlichung Übersicht".split(),
}
