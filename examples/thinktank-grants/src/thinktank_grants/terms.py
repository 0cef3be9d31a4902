"""The words of a grants programme: a vocabulary of its own, and terms that come to one of thinktank-model."""

from __future__ import annotations

from thinktank_model.profiles.building import Vocabulary

__all__ = ["FundingEvents", "GrantStatus"]


class GrantStatus(Vocabulary):
    """How far a grant has come (closed)."""

    APPLIED = "applied", "Applied for", "Demandée", "已申请"
    AWARDED = "awarded", "Awarded", "Accordée", "已批准"
    PAID = "paid", "Paid", "Versée", "已拨付"
    REFUSED = "refused", "Refused", "Refusée", "未批准"


class FundingEvents(Vocabulary):
    """Kinds of event that only programmes with money have."""

    AWARD = "grants:award", "Award ceremony", "Remise de subventions", "授予仪式"
    CALL = "grants:call", "Call for applications", "Appel à candidatures"
