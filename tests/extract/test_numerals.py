"""Numbers in words and in other digits."""

from __future__ import annotations

import pytest

from thinktank_model.extract.numerals import in_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("four hundred and six", "406"),
        ("twenty-six think tanks", "26 think tanks"),
        ("twelve hundred", "12 hundred"),
        ("two thousand three hundred", "2300"),
        ("one million", "1000000"),
        ("a dozen experts", "a 12 experts"),
        ("someone often attended", "someone often attended"),
        ("quatre-vingt-dix-sept", "97"),
        ("quatre-vingts", "80"),
        ("cent quatre-vingt-quatre", "184"),
        ("soixante et onze", "71"),
        ("vingt-et-une", "21"),
        ("deux mille vingt-quatre", "2024"),
        ("mille", "1000"),
        ("trois cents", "300"),
        ("plus d'une quarantaine de pays", "plus de 40 pays"),
        ("une vingtaine d'experts", "environ 20 experts"),
        ("les uns et les autres", "les uns et les autres"),
        ("一千二百零三人", "1203人"),
        ("三万五千人", "35000人"),
        ("十余名", "10余名"),
        ("百余家", "100余家"),
        ("二十三", "23"),
        ("两家智库", "2家智库"),
        ("一带一路", "一带一路"),
        ("一致认为十分重要", "一致认为十分重要"),
        ("3.5万人", "35000人"),
        ("3亿", "300000000"),
        ("12万亿", "12000000000000"),
        ("3五", "3五"),
        ("１２月２０日", "12月20日"),
        ("٤٠", "40"),
        ("二〇二四年", "2024年"),
        ("²", "²"),
    ],
)
def test_numbers_are_written_in_digits(text: str, digits: str) -> None:
    """A word that may not be a number is left unchanged."""
    assert in_digits(text) == digits
