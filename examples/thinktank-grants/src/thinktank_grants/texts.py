"""What the codes say in French, from the English text to the French one."""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH"]

FRENCH: Final = {
    "the grant awards {found}, and {asked} was asked for": "la subvention accorde {found}, alors que {asked} étaient demandés",
    "A programme gives no more than what was asked for; the two amounts were most often exchanged.": (
        "Un programme n’accorde pas plus que ce qui est demandé ; le plus souvent, les deux montants ont été intervertis."
    ),
    "the grant is {found}, and its award ceremony was held": "la subvention est {found}, alors que sa remise a eu lieu",
    "What was handed over at a ceremony is awarded: the status was not brought up to date.": (
        "Ce qui a été remis lors d’une cérémonie est accordé : le statut n’a pas été mis à jour."
    ),
    "the status awarded": "le statut awarded",
}
