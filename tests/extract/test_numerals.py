"""Numbers in words and in other digits."""

from __future__ import annotations

import pytest

from thinktank_model.extract.numerals import in_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("four hundred and six", "406"),
        ("twenty-six think tanks", "26 think tanks"),
        ("twelve hundred", "1200"),
        ("a couple of dozen experts", "about 24 experts"),
        ("a couple of hundred experts", "about 200 experts"),
        ("two thousand three hundred", "2300"),
        ("one million", "1000000"),
        ("1.5 million people", "1500000 people"),
        ("a hundred experts", "100 experts"),
        ("two dozen experts", "24 experts"),
        ("half a dozen experts", "6 experts"),
        ("three-to-four dozen experts", "between 36 and 48 experts"),
        ("dozens of experts", "at least 24 experts"),
        ("several hundred experts", "at least 200 experts"),
        ("hundreds of thousands of people", "hundreds of thousands of people"),
        ("forty per cent", "40%"),
        ("quarante pour cent", "40%"),
        ("une demi-douzaine d'experts", "6 experts"),
        ("deux douzaines d'experts", "24 experts"),
        ("des centaines d'experts", "at least 200 experts"),
        ("moins d'une trentaine de pays", "moins de 30 pays"),
        ("ils étaient une trentaine", "ils étaient environ 30 "),
        ("un millier de personnes", "environ 1000 personnes"),
        ("数十名", "至少20名"),
        ("上百名", "至少100名"),
        ("十几家", "11至19家"),
        ("二十几人", "21至29人"),
        ("三四十名", "30至40名"),
        ("十二三名", "12至13名"),
        ("七八名", "7至8名"),
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
