"""The words for kinds of bodies, by how surely a text with one of them is the name of a body. Texts are folded first."""

from __future__ import annotations

from typing import Final

__all__ = ["ALL_HAN", "ALL_KINDS", "HOUSES", "SURE", "SURE_HAN"]

SURE: Final = (  # nobody is called so, and no meeting or publication is
    r"institut\w*|universi[td]\w*|ministr\w+|ministere|association|foundation|fondation|stiftung|council|conseil|society|societe|"
    r"committee|comite|department|departement|cent(?:re|ro)|laborato\w*|observato\w+|think tank"
)
HOUSES: Final = r"academ\w*|akadem\w*|center|college|school|ecole|office|bureau|bank|banque"  # also parts of names and posts of people
_GROUPS: Final = r"agenc\w+|network|reseau|forum|group\w*|organi[sz]ation|labs?"  # also meetings and projects
ALL_KINDS: Final = f"{SURE}|{HOUSES}|{_GROUPS}"
SURE_HAN: Final = "大学|学院|研究院|研究所|研究中心|中心$|协会$|学会$|基金会|智库$|科学院|院$"
ALL_HAN: Final = f"{SURE_HAN}|研究|中心|协会|学会|委员会|智库|部$|所$"
