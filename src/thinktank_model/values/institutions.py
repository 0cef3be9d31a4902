"""The words that names of institutions are made of, in English, French and Chinese, so that a name matches its translation.

Each line of a table has a concept and the words for it, folded and in the singular. Such words identify no institution by
themselves; the other words of a name, `Fudan` or `阿里`, do. A kind separates institutions of one place: a hospital is not the
university that it belongs to.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from .countries import REGISTER as COUNTRY_NAMES
from .folding import HAN, folded

__all__ = ["SMALL", "NameWords", "concept_of", "is_generic", "name_words"]

_KINDS: Final = """
university: university universite universitat universidad universita universidade univ 大学
college: college 学院
school: school ecole escuela 学校
faculty: faculty faculte
department: department departement dept
institute: institute institut instituto istituto academy academie academia 研究院 研究所 科学院 院
centre: centre center centro zentrum 中心
laboratory: laboratory laboratoire lab labo laboratorio 实验室
base: base 基地
hospital: hospital hopital clinic clinique hospitalier 医院
company: company compagnie corporation corp inc ltd limited co sa gmbh 公司 有限公司
group: group groupe holding 集团 控股
association: association asociacion verein 协会 联合会
society: society societe sociedad gesellschaft 学会
foundation: foundation fondation fundacion stiftung 基金会
ministry: ministry ministere ministerio 部
agency: agency agence office 局 署
council: council conseil consejo 理事会 委员会
committee: committee comite commission
network: network reseau 网络联盟
alliance: alliance federation union league 联盟
forum: forum 论坛
museum: museum musee 博物馆
library: library bibliotheque 图书馆
observatory: observatory observatoire 观象台 天文台
"""
_TOPICS: Final = """
think-tank: thinktank 智库
research: research recherche forschung investigacion study etude 研究 学
science: science scientific scientifique ciencia 科学
technology: technology technological technologie technologique tecnologia tech technical technique polytechnic polytechnique 科技 技术 理工
international: international internationale 国际
relation: relation 关系
issue: issue question probleme 问题
contemporary: contemporary contemporaine contemporain 现代
modern: modern moderne modernization modernisation 现代化
policy: policy politique politic political 政策 政治
economy: economy economic economie economique economics 经济
finance: finance financial financiere financier 金融
development: development developpement desarrollo 发展
security: security securite safety 安全
global: global mondial mondiale world monde worldwide 全球 世界
national: national nationale nacional state etat federal federale 国家 联邦
governance: governance gouvernance 治理
cyberspace: cyberspace cyberespace cyber 网络空间
internet: internet web 互联网 网络
information: information 信息
communication: communication telecommunication telecom 通信 传播
post: post poste postal 邮电
intelligence: intelligence intelligent intelligente 智能
artificial: artificial artificielle artificiel 人工
digital: digital numerique 数字
data: data donnee 数据
civilization: civilization civilisation 文明
culture: culture cultural culturelle culturel 文化
law: law droit legal juridique 法律 法学
social: social sociale 社会
strategy: strategy strategic strategie strategique 战略
cooperation: cooperation 合作
peace: peace paix 和平
health: health sante 卫生 健康
medicine: medicine medical medicale medecine 医学 医科
environment: environment environmental environnement 环境
energy: energy energie 能源
industry: industry industrial industrie industriel 工业 产业
agriculture: agriculture agricultural agricole agronomique 农业
management: management gestion administration 管理
education: education 教育
engineering: engineering ingenierie 工程
public: public publique 公共
european: european europeen europeenne europe 欧洲
asian: asia asian asie asiatique 亚洲
african: africa african afrique africain 非洲
american: america american amerique americain 美国
china: china chine chinese chinois chinoise 中国 中华
france: france french francais francaise 法国
germany: germany german allemagne allemand deutschland deutsch 德国
russia: russia russian russie russe 俄罗斯
japan: japan japanese japon japonais 日本
india: india indian inde indien 印度
cloud: cloud 云
mobile: mobile 移动
"""
_NAMES: Final = """
beijing: beijing pekin peking 北京
shanghai: shanghai 上海
macao: macao macau 澳门
hong-kong: hongkong xianggang 香港
geneva: geneva geneve genf
brussels: brussels bruxelles brussel
london: london londres
rome: rome roma
vienna: vienna vienne wien
moscow: moscow moscou moskva 莫斯科
"""
SMALL: Final = frozenset(
    "a an and at au aux d da dans das de del della den der des di do du e el en et fur for in l la las le les los of on par pour "
    "sur the to und von y 的 与 和 及".split()
)
"""Words that say nothing, folded."""
_TWO: Final = {"think tank": "thinktank", "espace cyber": "cyberspace", "hong kong": "hongkong", "big data": "data"}
_BRACKETS: Final = pattern("[(\uff08]([^()\uff08\uff09]*)[)\uff09]")
_ACRONYM: Final = pattern("[(\uff08][A-Z]{2,8}[)\uff09]")  # next to the full name
LONGEST: Final = 4  # characters of a Chinese word of the table


class NameWords(NamedTuple):
    """The parts of the name of an institution.

    Attributes:
        own: the words that identify the body, in order.
        generic: the concepts that are in many names.
        kinds: those of them that are kinds of bodies.
        order: all words and concepts in the order of the name.
        is_aside: whether they come from brackets; two names in brackets are never compared with each other.
    """

    own: tuple[str, ...]
    generic: frozenset[str]
    kinds: frozenset[str]
    order: tuple[str, ...]
    is_aside: bool = False

    def is_turned(self, other: NameWords) -> bool:
        """Return whether a place and a kind stand the other way round in another name, which in one language names another body."""
        (kind, *_), is_plain = self.order or ("",), len(self.generic) == len(self.kinds) == len(other.generic) == 1
        first, last = (self.order, other.order) if kind in self.kinds else (other.order, self.order)
        return is_plain and len(first) > 1 and first[0] in self.kinds and last[-1] == first[0] != last[0]


def _concepts_in(table: str) -> dict[str, str]:
    """Map each word of a table to its concept."""
    found = {}
    for line in table.split("\n"):
        concept, _, words = line.partition(":")
        found.update(dict.fromkeys(words.split(), concept))
    return found


@cache
def _concepts() -> dict[str, str]:
    return _concepts_in(_KINDS + _TOPICS + _NAMES)


@cache
def _kinds() -> frozenset[str]:
    return frozenset(_concepts_in(_KINDS).values())


@cache
def _places() -> frozenset[str]:
    return frozenset(_concepts_in(_NAMES).values())


@cache
def _generic() -> frozenset[str]:
    return frozenset(_concepts().values()) - _places()


def is_generic(word: str) -> bool:
    """Return whether a word that `name_words` gives is a concept that many names have."""
    return word in _generic()


def concept_of(word: str) -> str | None:
    """Return the concept of a folded word, in the singular or plural; None for a word that is not in the tables."""
    concepts = _concepts()
    return concepts.get(word) or concepts.get(word.removesuffix("s")) or concepts.get(_singular(word))


def name_words(name: str) -> tuple[NameWords, ...]:
    """Take the name of an institution apart: whole, and without and within its brackets if it has such.

    >>> name_words("Institut d'études internationales de l'Université de Fudan")[0].own
    ('fudan',)
    >>> [words.own for words in name_words("Yinxiang Biji Research Institute (Evernote China)")]
    [('yinxiang', 'biji', 'evernote'), ('yinxiang', 'biji'), ('evernote',)]
    """
    name = _ACRONYM.sub(" ", name)
    found = [_words(name)]
    if _BRACKETS.search(name):
        outside, inside = _words(_BRACKETS.sub(" ", name)), _words(" ".join(_BRACKETS.findall(name)))
        found += [outside] if outside.own else []
        if set(inside.own) - _places() and not any(map(COUNTRY_NAMES.named, _BRACKETS.findall(name))):
            found.append(inside._replace(is_aside=True))
    return tuple(found)


def _words(name: str) -> NameWords:
    text = f" {folded(name)} "
    for two, one in _TWO.items():
        text = text.replace(f" {two} ", f" {one} ")
    kinds, places = _kinds(), _places()
    own: list[str] = []
    generic: set[str] = set()
    order: list[str] = []
    words = _cut(text.split())
    for word in [word for word in words if word not in SMALL] or words:
        concept = concept_of(word)
        if concept is None or concept in places:
            own.append(concept or word)
        else:
            generic.add(concept)
        order.append(concept or word)
    found = frozenset(generic)
    return NameWords(tuple(own), found, found & kinds, tuple(order))


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word


def _cut(words: list[str]) -> list[str]:
    """Return the words, with Chinese cut at the words of the table, the longest first."""
    concepts = _concepts()
    found = []
    for word in words:
        if HAN.search(word) is None:
            found.append(word)
            continue
        rest, at = "", 0
        while at < len(word):
            known = next((word[at : at + n] for n in range(LONGEST, 0, -1) if word[at : at + n] in concepts), None)
            if known is None:
                rest += word[at]
                at += 1
                continue
            found += [rest] if rest else []
            rest = ""
            found.append(known)
            at += len(known)
        found += [rest] if rest else []
    return found
