"""Workbooks as people make them: unlike each other, and unlike ours. Made before the importer was run on them.

All bodies and persons are invented. Each builder gives the bytes of a file; `WORKBOOKS` has its ending, and what an import must give.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["WORKBOOKS", "Expected", "thirty"]

DAY = datetime.date


class Expected(NamedTuple):
    """A workbook, and what an import of it must give.

    Attributes:
        build: makes its bytes.
        ending: the ending of its file.
        counts: how many records of each type there must be.
        facts: pairs of a path into the first record of a type and its value.
        named: cells that must be named in the report.
        readable: whether an import gives a dataset; else each fault is named.
    """

    build: Callable[[], bytes]
    ending: str
    counts: dict[str, int]
    facts: tuple[tuple[str, Any], ...] = ()
    named: tuple[str, ...] = ()
    readable: bool = True


def excel(*sheets: tuple[str, list[list[Any]]], change: Callable[[Any], None] | None = None) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


COUNTRIES = ["Chine", "France", "Allemagne", "Japon", "Brésil", "Inde", "Kenya", "Canada", "Égypte", "Singapour"]
KINDS = ["Université", "Institut de recherche", "Fondation", "Association", "Entreprise"]


def thirty() -> bytes:
    """Return the list of thirty members that a secretariat keeps: a title, a blank row, French headings, notes below."""
    rows: list[list[Any]] = [
        ["Membres du Programme de coopération des Rives (inventé)"],
        ["État au 1er mars 2025"],
        [],
        [
            "N°",
            "Institution",
            "Sigle",
            "Pays",
            "Type d'organisation",
            "Site web",
            "Membre depuis",
            "Personne de contact",
            "Courriel",
        ],
    ]
    for n in range(1, 31):
        rows.append(
            [
                n,
                f"Institut inventé n° {n}",
                f"II{n}",
                COUNTRIES[n % len(COUNTRIES)],
                KINDS[n % len(KINDS)],
                f"www.institut-{n}.example",
                DAY(2020 + n % 5, 1 + n % 12, 1 + n % 28),
                f"Ada Exemple {n}",
                f"contact@institut-{n}.example",
            ]
        )
    rows += [[], ["* Liste établie par le secrétariat."], ["Source : formulaires d'adhésion"]]

    def change(book: Any) -> None:
        from openpyxl.styles import Font, PatternFill

        sheet = book.active
        sheet.merge_cells("A1:I1")
        sheet["A1"].font = Font(bold=True, size=16)
        for cell in sheet[4]:
            cell.fill = PatternFill("solid", fgColor="FFDDEEFF")
        for row in sheet.iter_rows(min_row=5, max_row=34, min_col=7, max_col=7):
            row[0].number_format = "DD/MM/YYYY"

    return excel(("Membres 2025", rows), change=change)


def chinese_members() -> bytes:
    return excel(
        (
            "成员名单",
            [
                ["河岸智库合作计划（虚构）成员单位名单"],
                ["序号", "单位名称", "英文名称", "国家/地区", "机构类型", "加入时间", "联系人", "官网", "备注"],
                [
                    1,
                    "甲示例研究院",
                    "Example Institute A",
                    "中国",
                    "研究机构",
                    "2024年5月",
                    "示例甲",
                    "https://a.example",
                    "发起单位",
                ],
                [2, "乙示例大学", "Example University B", "法国", "高校", "2024年", "示例乙", "b.example", None],
                [3, "丙示例基金会", "Example Foundation C", "日本", "基金会", "2023年12月20日", None, None, None],
                [
                    4,
                    "丁示例学会",
                    "Example Society D",
                    "中国澳门",
                    "协会",
                    "2022-03",
                    "示例丁",
                    "https://d.example",
                    "观察员",
                ],
            ],
        )
    )


def two_header_rows() -> bytes:
    def change(book: Any) -> None:
        sheet = book.active
        for cells in ("A1:C1", "D1:F1", "G1:H1"):
            sheet.merge_cells(cells)

    return excel(
        (
            "Members",
            [
                ["Institution", None, None, "Membership", None, None, "Contact", None],
                ["Name", "Acronym", "Country", "From", "Until", "Status", "Name", "E-mail"],
                ["Example Centre", "EC", "Germany", "2021", None, "active", "Ada Example", "office@ec.example"],
                ["Sample Forum", "SF", "Kenya", "2019-05", "2023", "former", "Bo Sample", "office@sf.example"],
            ],
        ),
        change=change,
    )


def bilingual_headings() -> bytes:
    return excel(
        (
            "Feuil1",
            [
                ["Name / Nom", "Country / Pays", "Type / Type", "Website / Site web", "Founded / Création"],
                ["Example Institute", "Belgium", "Research institute", "http://ei.example", 1998],
                ["Institut Échantillon", "Suisse", "Université", "http://ie.example", 1875],
            ],
        )
    )


def names_in_one_cell() -> bytes:
    return excel(
        (
            "List of members",
            [
                ["Member institution", "Country"],
                ["Institut Exemple / Example Institute / 示例研究所", "France"],
                ["示例大学 (Example University)", "中国"],
                ["Sample Policy Centre (SPC)", "India"],
                ["Forum Modèle\nModel Forum", "Canada"],
                ["Single Name Institute", "Japan"],
            ],
        )
    )


def dates_1904() -> bytes:
    def change(book: Any) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904

    return excel(
        (
            "Members",
            [
                ["Institution", "Country", "Member since"],
                ["Example Institute", "Norway", DAY(2021, 3, 1)],
                ["Sample Institute", "Sweden", "15/04/2022"],
                ["Model Institute", "Finland", "2023"],
            ],
        ),
        change=change,
    )


def serial_dates() -> bytes:
    return excel(
        (
            "Calendar",
            [
                ["Date", "Event", "City", "Country"],
                [45646, "First example symposium", "Beijing", "China"],
                [45700.0, "Second example symposium", "Paris", "France"],
                ["12.03.2025", "Third example symposium", "Nairobi", "Kenya"],
            ],
        )
    )


def hidden_and_computed() -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    page = book.add_worksheet("Institutions")
    for n, text in enumerate(["Key", "Name", "Country", "Full label", "Internal note"]):
        page.write(0, n, text)
    for n, (name, country) in enumerate([("Example Institute", "Italy"), ("Sample Institute", "Spain")], 1):
        page.write(n, 0, n)
        page.write(n, 1, name)
        page.write(n, 2, country)
        page.write_formula(n, 3, f'=B{n + 1}&", "&C{n + 1}', None, f"{name}, {country}")
        page.write(n, 4, "to be checked")
    page.set_column(4, 4, None, None, {"hidden": True})
    lists = book.add_worksheet("lists")
    for n, text in enumerate(["Italy", "Spain"]):
        lists.write(n, 0, text)
    lists.hide()
    book.close()
    return held.getvalue()


def uncomputed_formulas() -> bytes:
    return excel(
        (
            "Members",
            [
                ["Name", "Country", "Website"],
                ["Example Institute", "Chile", '="https://"&"example.org"'],
                ['=CONCATENATE("Sample"," Institute")', "Peru", "https://s.example"],
            ],
        )
    )


def old_excel() -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Members")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for n, text in enumerate(["Organisation name", "Abbr.", "Country or area", "Type of institution", "Joined"]):
        sheet.write(1, n, text)
    sheet.write(0, 0, "Member list (invented)")
    rows = [("Example Academy", "EA", "Poland", "University"), ("Sample Network", "SN", "Hong Kong", "Network")]
    for n, row in enumerate(rows, 2):
        for place, text in enumerate(row):
            sheet.write(n, place, text)
        sheet.write(n, 4, datetime.datetime(2018, 9, n, tzinfo=datetime.UTC).replace(tzinfo=None), day)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def open_document() -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Événements")
    rows: list[list[object]] = [
        ["Intitulé", "Date de début", "Date de fin", "Ville", "Pays", "Organisateur", "Nombre de participants"],
        ["Colloque exemple (inventé)", DAY(2024, 12, 20), DAY(2024, 12, 21), "Pékin", "Chine", "Institut Exemple", 40],
        ["Atelier modèle (inventé)", DAY(2025, 3, 12), None, "Lyon", "France", "Institut Exemple; Forum Modèle", 25],
    ]
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, DAY):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
                cell.addElement(P(text=value.strftime("%d/%m/%Y")))
            elif isinstance(value, int):
                cell = TableCell(valuetype="float", value=value)
                cell.addElement(P(text=str(value)))
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value or ""))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    held = io.BytesIO()
    document.write(held)
    return held.getvalue()


def english_events() -> bytes:
    return excel(
        (
            "Events 2024",
            [
                ["Events of the programme in 2024"],
                [],
                [
                    "Title",
                    "Start date",
                    "End date",
                    "Place",
                    "Country",
                    "Organised by",
                    "No. of participants",
                    "Format",
                    "Remarks",
                ],
                [
                    "Opening conference (invented)",
                    DAY(2024, 2, 1),
                    DAY(2024, 2, 2),
                    "Geneva",
                    "Switzerland",
                    "Example Institute",
                    120,
                    "In person",
                    "with press",
                ],
                [
                    "Data workshop (invented)",
                    "5 June 2024",
                    None,
                    None,
                    None,
                    "Sample Institute and Example Institute",
                    "about 30",
                    "Online",
                    None,
                ],
                [
                    "Closing round table (invented)",
                    DAY(2024, 11, 30),
                    None,
                    "Macao",
                    "Macao",
                    "Example Institute",
                    15,
                    "Hybrid",
                    None,
                ],
            ],
        )
    )


def chinese_events() -> bytes:
    return excel(
        (
            "活动安排",
            [
                ["会议名称", "时间", "地点", "主办单位", "承办单位", "参会人数", "会议形式"],
                [
                    "示例开幕会（虚构）",
                    "2024年12月20日",
                    "北京",
                    "甲示例研究院",
                    "乙示例大学",
                    "40余人",
                    "线上线下结合",
                ],
                ["示例座谈会（虚构）", "2025年3月", "上海", "甲示例研究院、丙示例基金会", None, 25, "线下"],
            ],
        )
    )


def french_outputs() -> bytes:
    return excel(
        (
            "Publications",
            [
                ["Titre de la publication", "Auteur(s)", "Année", "Type", "Maison d'édition", "Lien", "DOI", "Langue"],
                [
                    "Rapport sur les rives (inventé)",
                    "Ada Exemple; Bo Échantillon",
                    2024,
                    "Rapport",
                    "Institut Exemple",
                    "https://ie.example/rapport",
                    "10.5555/12345678",
                    "français",
                ],
                [
                    "Note de synthèse (inventée)",
                    "Bo Échantillon",
                    "mars 2025",
                    "Note de synthèse",
                    None,
                    "ie.example/note",
                    None,
                    "anglais",
                ],
            ],
        )
    )


def sections() -> bytes:
    return excel(
        (
            "Publications",
            [
                ["Title", "Author", "Published", "Publisher"],
                ["2024"],
                ["First example paper (invented)", "Ada Example", DAY(2024, 5, 1), "Example Institute"],
                ["Second example paper (invented)", "Bo Sample", DAY(2024, 9, 1), "Sample Institute"],
                ["2025"],
                ["Third example paper (invented)", "Ada Example", DAY(2025, 1, 15), "Example Institute"],
            ],
        )
    )


def persons() -> bytes:
    return excel(
        (
            "Experts",
            [
                ["First name", "Last name", "Position", "Institution", "Country", "Web page"],
                ["Ada", "Example", "Director", "Example Institute", "Canada", "https://e.example/ada"],
                ["Bo", "Sample", "Senior fellow", "Sample Institute", "Denmark", None],
            ],
        )
    )


def whole_programme() -> bytes:
    return excel(
        ("Read me", [["This workbook is kept by the secretariat."], ["Ask before you change it."]]),
        (
            "Members",
            [
                ["Name", "Country", "Type", "Since"],
                ["Example Institute", "Austria", "Think tank", 2019],
                ["Sample University", "Viet Nam", "University", 2020],
            ],
        ),
        (
            "Meetings",
            [
                ["Meeting", "Date", "City", "Hosted by"],
                ["Spring meeting (invented)", DAY(2024, 4, 3), "Vienna", "Example Institute"],
                ["Autumn meeting (invented)", DAY(2024, 10, 9), "Hanoi", "Sample University"],
            ],
        ),
        (
            "Publications",
            [
                ["Title", "Authors", "Year", "Link"],
                ["Annual report (invented)", "Example Institute", 2024, "https://ei.example/report"],
            ],
        ),
    )


def merged_countries() -> bytes:
    def change(book: Any) -> None:
        sheet = book.active
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("A5:A6")

    return excel(
        (
            "Sheet1",
            [
                ["Country", "Institution", "Kind"],
                ["China", "Example Institute A", "research institute"],
                [None, "Example University B", "university"],
                [None, "Example Company C", "company"],
                ["France", "Institut Exemple D", "think tank"],
                [None, "Fondation Exemple E", "foundation"],
            ],
        ),
        change=change,
    )


def letterhead() -> bytes:
    rows: list[list[Any]] = [
        [None, None, "Secretariat of the invented programme"],
        [None, None, "1 Example Street"],
        [],
        [None, None, "MEMBER THINK TANKS"],
        [None, None, "updated 3 January 2025"],
        [],
        [None, None, None, None, None],
        [],
        [None, None, "No", "Think tank", "Country", "Telephone", "E-mail"],
        [None, None, 1, "Example Institute", "Mexico", "+52 55 0000 0000", "office@ei.example"],
        [None, None, 2, "Sample Institute", "Côte d'Ivoire", "+225 00 00 00 00 00", "office@si.example"],
        [None, None, "Total", 2],
    ]
    return excel(("Tabelle1", rows))


def spellings() -> bytes:
    return excel(
        (
            "Members",
            [
                ["Institution", "Country", "Institution type", "Think tank?", "Research areas", "Status"],
                ["Institute One", "CN", "research_institute", "yes", "AI governance", "Active"],
                [
                    "Institute Two",
                    "China",
                    "Research Institute",
                    "x",
                    "artificial intelligence; data governance",
                    "active",
                ],
                ["Institute Three", "中国", "研究机构", "是", "数据治理", "ACTIVE"],
                ["Institute Four", "P.R. China", "Think tank", "no", "digital divide", "Suspended"],
                ["Institute Five", "PRC", "institut de recherche", "oui", None, "Membre"],
                ["Institute Six", "Chnia", "Something else", "maybe", None, None],
            ],
        )
    )


def further_columns() -> bytes:
    return excel(
        (
            "Members",
            [
                ["Name of institution", "Country", "Fax", "Legal form", "Website", "Fee paid 2024 (EUR)"],
                ["Example Institute", "Greece", "+30 210 000 0000", "association", "https://ei.example", 500],
                ["Sample Institute", "Portugal", None, "public body", "https://si.example", 250.5],
            ],
        )
    )


WORKBOOKS: dict[str, Expected] = {
    "thirty": Expected(
        thirty,
        ".xlsx",
        {"organization": 30, "member": 30, "person": 30, "program": 1},
        (
            ("organization/country", "FR"),
            ("organization/kind", "research_institute"),
            ("organization/urls/0", "https://www.institut-1.example"),
            ("member/period/start", "2021-02-02"),
        ),
        ("'Membres 2025'!A1", "'Membres 2025'!A36", "'Membres 2025'!A37"),
    ),
    "chinese-members": Expected(
        chinese_members,
        ".xlsx",
        {"organization": 4, "member": 4},
        (
            ("organization/country", "CN"),
            ("member/period/start", "2024-05"),
        ),
        ("成员名单!A1",),
    ),
    "two-header-rows": Expected(
        two_header_rows,
        ".xlsx",
        {"organization": 2, "member": 2, "person": 2},
        (
            ("organization/country", "DE"),
            ("member/period/start", "2021"),
            ("member/status", "active"),
        ),
    ),
    "bilingual-headings": Expected(
        bilingual_headings,
        ".xlsx",
        {"organization": 2},
        (
            ("organization/country", "BE"),
            ("organization/founded", "1998"),
        ),
    ),
    "names-in-one-cell": Expected(
        names_in_one_cell,
        ".xlsx",
        {"organization": 5, "member": 5},
        (
            ("organization/names/1/value", "Example Institute"),
            ("organization/names/2/value", "示例研究所"),
        ),
    ),
    "dates-1904": Expected(
        dates_1904, ".xlsx", {"organization": 3, "member": 3}, (("member/period/start", "2021-03-01"),)
    ),
    "serial-dates": Expected(serial_dates, ".xlsx", {"event": 3}, (("event/start", "2024-12-20"),), ("Calendar!A2",)),
    "hidden-and-computed": Expected(
        hidden_and_computed, ".xlsx", {"organization": 2}, (("organization/country", "IT"),)
    ),
    "uncomputed-formulas": Expected(
        uncomputed_formulas, ".xlsx", {"organization": 1, "member": 1}, (), ("Members!C2", "Members!A3")
    ),
    "old-excel": Expected(
        old_excel,
        ".xls",
        {"organization": 2, "member": 2},
        (
            ("organization/country", "PL"),
            ("member/period/start", "2018-09-02"),
        ),
    ),
    "open-document": Expected(
        open_document,
        ".ods",
        {"event": 2, "organization": 2},
        (
            ("event/start", "2024-12-20"),
            ("event/attendance/total/value", 40),
        ),
    ),
    "english-events": Expected(
        english_events, ".xlsx", {"event": 3, "organization": 2}, (("event/end", "2024-02-02"),)
    ),
    "chinese-events": Expected(
        chinese_events, ".xlsx", {"event": 2, "organization": 3}, (("event/start", "2024-12-20"),)
    ),
    "french-outputs": Expected(
        french_outputs,
        ".xlsx",
        {"output": 2},
        (
            ("output/dates/issued", "2024"),
            ("output/languages/0", "fr"),
        ),
    ),
    "sections": Expected(
        sections,
        ".xlsx",
        {"output": 3},
        (("output/dates/issued", "2024-05-01"),),
        ("Publications!A2", "Publications!A5"),
    ),
    "persons": Expected(persons, ".xlsx", {"person": 2, "organization": 2}, (("person/country", "CA"),)),
    "whole-programme": Expected(
        whole_programme,
        ".xlsx",
        {"organization": 2, "member": 2, "event": 2, "output": 1},
        (("organization/country", "AT"),),
        ("'Read me'!A1",),
    ),
    "merged-countries": Expected(merged_countries, ".xlsx", {"organization": 5}, (("organization/country", "CN"),)),
    "letterhead": Expected(
        letterhead, ".xlsx", {"organization": 2, "member": 2}, (("organization/country", "MX"),), ("Tabelle1!C1",)
    ),
    "spellings": Expected(
        spellings,
        ".xlsx",
        {"organization": 6, "member": 6},
        (("organization/country", "CN"),),
        ("Members!B7", "Members!C7"),
    ),
    "further-columns": Expected(
        further_columns,
        ".xlsx",
        {"organization": 2, "member": 2},
        (("organization/country", "GR"),),
        ("Members!C", "Members!D", "Members!F"),
    ),
}
