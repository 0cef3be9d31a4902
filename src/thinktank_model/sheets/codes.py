"""Problem codes for writing and reading workbooks."""

from __future__ import annotations

from ..problems.problem import define

__all__: list[str] = []

TOO_LONG = define(
    "export.text-too-long",
    "error",
    "the text of {column} is not written: its length is {count}, and a cell holds at most 32,767 characters",
    why="Spreadsheet programs silently truncate longer texts, so the cell is left empty.",
    bad='{"notes": {"en": "(a text of 40,000 characters)"}}',
    good='{"notes": {"en": "(a text of 30,000 characters)"}}',
)
NOT_IN_XML = define(
    "export.character",
    "error",
    "the text of {column} is not written, because no workbook can hold its character {character}",
    why="Workbooks are XML, which has no place for the noncharacters U+FFFE and U+FFFF.",
    bad='{"notes": {"en": "(a text with the character U+FFFE)"}}',
    good='{"notes": {"en": "a text"}}',
)
LOST_PART = define(
    "export.workbook-part",
    "warning",
    "the copy will not have these parts of the workbook: {what}",
    why="The library that marks cells keeps sheets, styles, drop-downs, notes and formulas, and drops what it does not know.",
    bad='["xl/charts/chart1.xml"]',
    good='["xl/worksheets/sheet1.xml"]',
)
NOTHING_RECOGNIZED = define(
    "import.no-sheet",
    "error",
    "no sheet was recognized",
    why="A sheet is recognized by its headings: at least one column with names or ids, and one other column of the same kind "
    "of record.",
    bad='[["a", "b"], [1, 2]]',
    good='[["Name", "Country"], ["Fudan University", "China"]]',
)
SKIPPED_SHEET = define(
    "import.sheet-skipped",
    "warning",
    "the sheet {found} is not imported: no row of it has headings that are recognized; cells: {count}",
    why="Everything that cannot be read is listed, so that no data is lost unnoticed.",
    bad='[["a", "b"], [1, 2]]',
    good='[["Name", "Country"], ["Fudan University", "China"]]',
)
SKIPPED_COLUMN = define(
    "import.column-skipped",
    "warning",
    "the column {found} is not imported; it has {count} {count:cell|cells} with a value",
    why=(
        "Everything that cannot be read is listed, so that no data is lost unnoticed. A mapping can assign it to "
        "a field."
    ),
    bad='{"headings": ["Name", "Fax"]}',
    good='{"headings": ["Name", "Telephone"]}',
)
SKIPPED_TEXT = define(
    "import.text-skipped",
    "info",
    "this text is not part of the table and is not imported: {found}",
    why=(
        "Titles above the headings and notes below the rows are not records. They are listed so that no text is "
        "lost unnoticed."
    ),
    bad='[["Members of the programme"], ["Name", "Country"]]',
    good='[["Name", "Country"]]',
)
GROUP = define(
    "import.group-heading",
    "info",
    "{found} heads a group of rows and is not imported",
    why=(
        "A row is not a record if its only text is a region, a country, a letter, a kind of member or in capitals, or is merged "
        "across the table. If it is a record, fill in another cell of the row."
    ),
    bad='[["Name", "Country"], ["EUROPE", ""], ["Fudan University", "China"]]',
    good='[["Name", "Country"], ["Fudan University", "China"]]',
)
ALONE = define(
    "import.name-alone",
    "info",
    "this row has only a name, and is imported as a record: {found}",
    why="Other rows of the table have more values, so the row can be a heading or a note. Delete it if it is.",
    bad='[["Name", "Country"], ["Other bodies", ""], ["Fudan University", "China"]]',
    good='[["Name", "Country"], ["Fudan University", "China"]]',
)
SKIPPED_VALUE = define(
    "import.value-skipped",
    "warning",
    "{found} conflicts with {kept} and is not imported",
    why="Everything that cannot be kept is listed, so that no data is lost unnoticed.",
    bad='{"Country": "China; France"}',
    good='{"Country": "China"}',
)
LEFT_OF_EXAMPLE = define(
    "import.example-left",
    "warning",
    "{found} is left of the example row and is not imported",
    why="Names, texts, addresses and dates of the example belong to no record. Write your own, or empty the cell.",
    bad='{"Name": "Harbour Institute", "E-mail": "office@example.org"}',
    good='{"Name": "Harbour Institute", "E-mail": ""}',
)
OWNER_DELETED = define(
    "import.record-deleted",
    "warning",
    "{count} {count:row|rows} of the sheet {found} {count:is|are} not imported, because no row describes the record: {names}",
    why="If you delete a record, its rows on further sheets go with it. If you renamed it, write the new name there too.",
    bad='{"Members": [], "Members – Sources": [["member:a", "source:b"]]}',
    good='{"Members": [["member:a"]], "Members – Sources": [["member:a", "source:b"]]}',
)
SAME_NAME = define(
    "import.same-name",
    "info",
    "{found} is also the name in another row; each row is a record of its own",
    why="Two records can have one name. If both rows describe the same one, delete one of them.",
    bad='[["Name", "Country"], ["Fudan University", "China"], ["Fudan University", "China"]]',
    good='[["Name", "Country"], ["Fudan University", "China"]]',
)
ID_TWICE = define(
    "import.id-twice",
    "error",
    "the id {found} is also in {other}; this row is not imported",
    why="An id belongs to one record, so two rows with it do not say which one describes the record.",
    bad='[["id", "Name"], ["organization:a", "Alpha"], ["organization:a", "Beta"]]',
    good='[["id", "Name"], ["organization:a", "Alpha"], ["organization:b", "Beta"]]',
)
MISSING_COLUMN = define(
    "import.column-missing",
    "warning",
    "the column {found} was exported and is missing; no record gets a value from it",
    why="A column that was removed or renamed takes its values with it. If it was renamed, restore the heading.",
    bad='{"exported": ["Name", "Country"], "headings": ["Name"]}',
    good='{"exported": ["Name", "Country"], "headings": ["Name", "Country"]}',
)
MISSING_SHEET = define(
    "import.sheet-missing",
    "warning",
    "the sheet {found} was exported and is missing; nothing on it is imported",
    why="A sheet that was removed takes its rows with it. If it was renamed and its headings too, restore the name.",
    bad='{"exported": ["Members", "Events"], "sheets": ["Members"]}',
    good='{"exported": ["Members", "Events"], "sheets": ["Members", "Events"]}',
)
SHEET_IS = define(
    "import.sheet-read-as",
    "info",
    "the sheet {found} is read as {what}",
    why="The type of record of a sheet is inferred from its headings and name. A mapping can override it.",
    bad='"Tabelle1"',
    good='"Members"',
)
HIDDEN_SHEET = define(
    "import.sheet-hidden",
    "info",
    "the sheet {found} is hidden, and is imported",
    why="People forget hidden sheets. To leave one out, delete it, or give it an empty type in the mapping.",
    bad='{"sheets": ["Members", "Archive (hidden)"]}',
    good='{"sheets": ["Members"]}',
)
BESIDE_CELLS = define(
    "import.beside-cells",
    "warning",
    "the sheet {found} has {what} that are not imported; cells: {count}",
    why="A comment may say that a row no longer holds, and the address behind a text is not in the cell. Write them into cells.",
    bad='{"value": "Site", "link": "https://example.org/"}',
    good='{"value": "https://example.org/"}',
)
COLUMN_IS = define(
    "import.column-read-as",
    "info",
    "the column {found} is read as {what}",
    why="The meaning of a column is inferred from its heading. A mapping can override it.",
    bad='"Organisme"',
    good='"Name"',
)
SHEET_LANGUAGE = define(
    "import.sheet-language",
    "info",
    "texts of the sheet {found} that do not say their language are taken as {what}, judging by its headings",
    why="Texts have a language. The mapping of a sheet can say another one with `lang`.",
    bad='["Organisation", "Joined"]',
    good='["Name (en)", "Joined"]',
)
ROW_LANGUAGE = define(
    "import.row-language",
    "info",
    "titles and authors of the sheet {found} are in the language of their row, which the column {column} gives",
    why="A title in a list of outputs in several languages is in the language of its output.",
    bad='{"Title": "Rapport annuel", "Language": "French"}',
    good='{"Title (fr)": "Rapport annuel"}',
)
VALUE_IS = define(
    "import.read-as",
    "info",
    "{found} is read as {what}; cells: {count}",
    why="A value in another notation with only one possible meaning is converted to the notation of the model.",
    bad='{"country": "China"}',
    good='{"country": "CN"}',
)
DATE_ORDER = define(
    "import.date-order",
    "info",
    "dates such as {found} are read with the {what} first, because the column has {proof}",
    why="A date such as 04/05/2021 can mean two days. Another date of the same column shows which number is the day.",
    bad='{"Joined": ["04/05/2021"]}',
    good='{"Joined": ["04/05/2021", "15/04/2021"]}',
)
SEVERAL_OR_ONE = define(
    "import.kept-whole",
    "warning",
    "{found} may be several names, and is read as one; cells: {count}",
    why="A comma or the word between two names can also be a part of one name. Nothing is split unless each part is a full name.",
    bad='{"Authors": "Berg, Anna, Dupont, Jean"}',
    good='{"Authors": "Berg, Anna; Dupont, Jean"}',
)
TIME_LEFT_OUT = define(
    "import.time-without-zone",
    "warning",
    "{found} has a time, and no time zone is given; only the day {day} is imported; cells: {count}",
    why="Without a time zone, a time is a different moment at each place. Nobody can be sure which one is meant.",
    bad='{"Start": "2024-05-01 09:00"}',
    good='{"Start": "2024-05-01 09:00", "Time zone": "Asia/Shanghai"}',
)
KEPT_IN_NOTES = define(
    "import.kept-in-notes",
    "warning",
    "{found} is not a value for the column {column}; it is kept in the notes of the record",
    why="A value that is not understood is neither lost nor guessed. Write it as the column takes it, and import the workbook again.",
    bad='{"Country": "somewhere"}',
    good='{"Country": "China"}',
)
MADE_IDS = define(
    "import.ids-made",
    "info",
    "{count} {count:id was|ids were} made from names for rows of the sheet {found}",
    why="Every record has an id. Rows without one get an id that is the same each time it is made of the same name.",
    bad='{"id": ""}',
    good='{"id": "organization:fudan-university"}',
)
MADE_RECORD = define(
    "import.record-made",
    "info",
    "{found} is not listed elsewhere; a new record is made for it; cells: {count}",
    why="A name in a column that refers to other records needs a record. If it is another spelling of a record that is listed, "
    "write it as it is there.",
    bad='{"Contact": "A person who has no row"}',
    good='{"Contact": "A person of the sheet Persons"}',
)
MADE_PROGRAM = define(
    "import.program-made",
    "warning",
    "the workbook does not name the programme; its records are put into {found}",
    why="Memberships, groups, work plans and activities belong to a programme. Where a workbook names none, one is made of the title of the list.",
    bad='[["Name", "Country"]]',
    good='[["Programme", "Name", "Country"]]',
)
IN_PROGRAM = define(
    "import.in-program",
    "info",
    "the {count} {count:row|rows} of the sheet {found} are put into the programme {name}",
    why="The workbook has one programme, and the sheet has no column for it. Add a column that names the programme of each row.",
    bad='[["Title", "Date"]]',
    good='[["Programme", "Title", "Date"]]',
)
UNKNOWN_NAME = define(
    "import.unknown-name",
    "error",
    "no record is called {found}",
    why="To refer to a record, write its name exactly as on its own sheet, or its id.",
    bad='{"Member": "Fudan Univ"}',
    good='{"Member": "Fudan University"}',
)
SEVERAL_NAMED = define(
    "import.ambiguous-name",
    "error",
    "several records are called {found}: {ids}",
    why="A name that two records have does not say which one is meant. Write the id.",
    bad='{"Member": "Institute of International Studies"}',
    good='{"Member": "organization:fudan-iis"}',
)
NAME_CHANGED = define(
    "import.name-changed",
    "warning",
    "{found} is imported, and not the other name in the cell {other}, {old}",
    why="Such a name is also on a sheet of names. Write the right one in both cells; to remove it, delete its row there too.",
    bad='{"Name (en)": "Fudan Univ", "Names": "Fudan University"}',
    good='{"Name (en)": "Fudan University", "Names": "Fudan University"}',
)
NAME_KEPT = define(
    "import.name-kept",
    "warning",
    "this cell is empty, and the name {found} of the cell {other} is imported",
    why="Such a name is also on a sheet of names. Write the right one in both cells; to remove it, delete its row there too.",
    bad='{"Name (en)": "", "Names": "Fudan University"}',
    good='{"Name (en)": "Fudan University", "Names": "Fudan University"}',
)
NO_VALUE = define(
    "import.formula-without-value",
    "error",
    "the formula in this cell has no stored value",
    why=(
        "Some programs write formulas without their results, so the cells look empty. Open the file in a "
        "spreadsheet program and save it."
    ),
    bad='{"formula": "=A1&B1"}',
    good='{"formula": "=A1&B1", "value": "Fudan University"}',
)
ERROR_VALUE = define(
    "import.error-value",
    "error",
    "this cell holds the error {found}",
    why="A formula error is not a value. Fix the formula, or write the value.",
    bad='"#REF!"',
    good='"Fudan University"',
)
BROKEN_WORKBOOK = define(
    "import.workbook",
    "error",
    "the workbook cannot be read: {reason}",
    why="The file is damaged or password-protected, or its extension is wrong.",
    bad='"not a workbook"',
    good='"a workbook"',
)
MAPPING = define(
    "import.mapping",
    "error",
    "the mapping is not used: {reason}",
    why=(
        "A mapping gives, for each sheet, the row of the headings and the meaning of each column. `--write-map` "
        "writes a draft."
    ),
    bad='{"sheets": {"Members": {"columns": {"Organisme": "nonsense"}}}}',
    good='{"sheets": {"Members": {"columns": {"Organisme": "organization names@"}}}}',
)
RENAMED_SHEET = define(
    "import.sheet-renamed",
    "info",
    "the sheet {found} is read as the mapping says of {mapped}, which the workbook does not have",
    why=(
        "A sheet with the headings of one sheet of the mapping is that sheet under another name, as in the workbook of "
        "another year."
    ),
    bad='{"sheet": "Members 2026", "sheets": {"Members 2025": {"type": "member"}}}',
    good='{"sheet": "Members 2026", "sheets": {"Members 2026": {"type": "member"}}}',
)
SKIPPED_ROWS = define(
    "import.rows-skipped",
    "warning",
    "rows with values on the sheet {found} that are not imported: {count}; its headings are taken to be in row {row}",
    why="A row above the headings is not a record. If other cells are the headings, state their row as `header` in a mapping.",
    bad='[["Fudan University", "China", "Shanghai"], ["Name", "Country", "City"]]',
    good='[["Name", "Country", "City"], ["Fudan University", "China", "Shanghai"]]',
)
UNUSED_MAPPING = define(
    "import.mapping-unused",
    "warning",
    "the mapping names {found}, and the workbook has no such sheet or heading",
    why="What a mapping says of a heading that is not there has no effect. Write the heading exactly as in the workbook.",
    bad='{"headings": ["End"], "columns": {"Ende": "member period.end"}}',
    good='{"headings": ["End"], "columns": {"End": "member period.end"}}',
)
