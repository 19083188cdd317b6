"""`habeas map import` and `habeas map export`: the data map in the words of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from habeas.cli.application import project_folder
from habeas.cli.errors import CommandFailed

if TYPE_CHECKING:
    from habeas.datamap.facts import SystemFacts
    from habeas.datamap.fides.document import Dataset
    from habeas.datamap.fides.flows import Flow, Named, NameOthers
    from habeas.datamap.fides.importing import Draft
    from habeas.datamap.project import Project
    from habeas.stores.sql.store import SqlStore

app = typer.Typer(help="Exchange the data map with other tools.", no_args_is_help=True)


class Vocabulary(StrEnum):
    fides = "fides"  # Fides dataset YAML


class Erase(StrEnum):
    rows = "rows"
    columns = "columns"


VOCABULARY = typer.Argument(..., metavar="fides", help="Whose words: Fides dataset YAML.")
FILE = typer.Argument(..., metavar="FILE", help="The file of datasets.")
URL = typer.Option(
    [],
    "--url",
    metavar="[KEY=]URL",
    help="The database: env:NAME, sqlite:PATH, postgresql://...; KEY= where there are several.",
)
NAME = typer.Option("", "--system", help="The name of the system; default: the dataset's key.")
DATASET = typer.Option([], "--dataset", metavar="KEY", help="Only this dataset of the file; may be repeated.")
ERASE = typer.Option(Erase.rows, "--erase", help="An erasure deletes rows, or masks columns as Fides does.")
OUT = typer.Option(None, "--out", help="Where to write, below the project; default: systems/NAME.yml.")
DRY_RUN = typer.Option(False, "--dry-run", help="Print the file and write nothing.")
FORCE = typer.Option(False, "--force", help="Write over a file that is there.")
SYSTEM = typer.Argument(None, metavar="[SYSTEM]", help="Only this system.")
EXPORT_OUT = typer.Option(None, "--out", help="The file to write; default: print it.")


@app.command("import")
def import_(
    vocabulary: Vocabulary = VOCABULARY,
    file: Path = FILE,
    url: list[str] = URL,
    system: str = NAME,
    dataset: list[str] = DATASET,
    erase: Erase = ERASE,
    out: Path | None = OUT,
    dry_run: bool = DRY_RUN,
    force: bool = FORCE,
) -> None:
    """Write system files from the datasets in FILE, say what has no counterpart, and check the project."""
    from habeas.datamap.fides.document import read_datasets
    from habeas.datamap.fides.importing import Erase as How
    from habeas.datamap.fides.importing import import_datasets, named
    from habeas.datamap.fides.leftovers import listed
    from habeas.datamap.fides.writing import system_text
    from habeas.datamap.source import read_yaml

    folder = _project()
    datasets, leftovers = read_datasets(read_yaml(file, str(file)))
    datasets = _chosen(datasets, dataset)
    names = _names(datasets, system)
    urls = _urls(names, url, folder)
    targets = _targets(list(names.values()), out, folder, force or dry_run)
    datasets = named(datasets, names)
    known = frozenset(path.stem for path in (folder / "systems").glob("*.yml")) - set(names.values())
    with _stores(urls, folder, given=bool(url)) as stores:
        facts = {name: store.facts() for name, store in stores.items()}
        asking = _name_others(stores)
        drafts, decided = import_datasets(
            datasets, urls, facts, erase=How(erase.value), known=known, name_others=asking
        )
    keys = tuple(names)
    leftovers = tuple(one for one in leftovers if one.place.split(".")[0] in keys or one.place == str(file))
    said = listed([*leftovers, *decided])
    for draft in drafts:
        text = system_text(draft.content, f"the Fides dataset {draft.system} in {file.name}", said)
        if dry_run:
            typer.echo(text)
        else:
            _write(targets[draft.system], text, folder)
    _report(said, "Without counterpart, or decided on the way:")
    _say_unseen(urls, facts)
    if not dry_run:
        _look_back(drafts, folder)


def _project() -> Path:
    folder = project_folder()
    if not (folder / "habeas.toml").is_file():
        raise CommandFailed(f"{folder} is no project; `habeas init DIR` makes one, --project names it")
    return folder


def _chosen(datasets: Sequence[Dataset], wanted: Sequence[str]) -> tuple[Dataset, ...]:
    keys = [one.key for one in datasets]
    for key in wanted:
        if key not in keys:
            raise CommandFailed(f"--dataset {key}: the file has no such dataset; it has: {', '.join(keys)}")
    return tuple(one for one in datasets if not wanted or one.key in wanted)


def _names(datasets: Sequence[Dataset], system: str) -> dict[str, str]:
    """A system for each dataset."""
    from habeas.datamap.fides.importing import system_name

    if system and len(datasets) > 1:
        keys = ", ".join(one.key for one in datasets)
        raise CommandFailed(
            f"--system names one system, the file has {len(datasets)} datasets; choose with --dataset: {keys}"
        )
    for one in datasets:
        if one.is_placeholder and not system:
            raise CommandFailed(f"the dataset's key {one.key} is a placeholder; name the system with --system")
    names = {one.key: system or system_name(one.key) for one in datasets}
    if len(set(names.values())) < len(datasets):
        raise CommandFailed("two datasets would become one system; choose with --dataset and --system")
    return names


def _urls(names: Mapping[str, str], given: Sequence[str], folder: Path) -> dict[str, str]:
    """The URL of each system; what is not given is a variable of the environment."""
    found = {name: f"env:{name.upper()}_DATABASE_URL" for name in names.values()}
    for text in given:
        key, equals, rest = text.partition("=")
        if equals and key in names:
            found[names[key]] = _url(rest, folder)
        elif len(names) == 1:
            found[next(iter(names.values()))] = _url(text, folder)
        else:
            raise CommandFailed(f"--url: expected KEY=URL, KEY being one of: {', '.join(names)}")
    return found


def _url(text: str, folder: Path) -> str:
    """A URL as it may stand in the file: without a password, and a path that leads there from the project."""
    from habeas.datamap.check import PASSWORD

    if PASSWORD.search(text):
        raise CommandFailed("--url holds a password, which must not stand in a file; put it into a variable: env:NAME")
    if not text.startswith("sqlite:"):
        return text
    name, mark, options = text.removeprefix("sqlite:").removeprefix("///").partition("?")
    path = Path(name)
    if not path.is_absolute() and path.exists() and not (folder / path).exists():
        path = path.resolve()
    return f"sqlite:{path}{mark}{options}"


def _targets(systems: Sequence[str], out: Path | None, folder: Path, may_exist: bool) -> dict[str, Path]:
    if out is not None and len(systems) > 1:
        raise CommandFailed("--out names one file, the datasets make several; leave it out, or choose with --dataset")
    targets = {name: folder / (out or Path("systems", f"{name}.yml")) for name in systems}
    for path in targets.values():
        if path.exists() and not may_exist and not _is_example(path, folder):
            raise CommandFailed(f"{path} is there already; --force writes over it, --dry-run shows the new one")
    return targets


def _is_example(path: Path, folder: Path) -> bool:
    """Whether the file is the example that `habeas init` wrote, untouched."""
    from importlib.resources import files

    example = files("habeas.cli") / "starter" / "systems" / "shop.yml"
    return path == folder / "systems" / "shop.yml" and path.read_text("utf-8") == example.read_text("utf-8")


@contextmanager
def _stores(urls: Mapping[str, str], folder: Path, given: bool) -> Iterator[dict[str, SqlStore]]:
    """The databases that can be asked. One that was named and does not answer ends the command."""
    from habeas.datamap.secrets import SecretMissing
    from habeas.datamap.tables import System
    from habeas.stores.connect import open_store
    from habeas.stores.sql.store import SqlStore

    with ExitStack() as opened:
        found: dict[str, SqlStore] = {}
        for name, url in urls.items():
            try:
                store = open_store(System(system=name, title=name, url=url, tables={}), folder)
            except SecretMissing:
                if given and url != f"env:{name.upper()}_DATABASE_URL":
                    raise
                continue
            opened.callback(store.dispose)
            assert isinstance(store, SqlStore)
            found[name] = store
        yield found


def _name_others(stores: Mapping[str, SqlStore]) -> NameOthers:
    from habeas.stores.sql.whose import Column, names_others

    @cache
    def ask(flow: Flow, named: tuple[Named, ...], on_file: tuple[Named, ...]) -> bool:
        store = stores.get(flow.source.ref.system)
        if store is None:
            return False
        child, parent = (Column(end.ref.table, end.column) for end in (flow.target, flow.source))
        theirs, known = (
            [Column(one.end.ref.table, one.end.column, one.kind) for one in many] for many in (named, on_file)
        )
        return names_others(store, child, parent, theirs, known)

    return lambda flow, named, on_file: ask(flow, tuple(named), tuple(on_file))


def _write(path: Path, text: str, folder: Path) -> None:
    example = folder / "systems" / "shop.yml"
    if example.exists() and example != path and _is_example(example, folder):
        example.unlink()
        typer.echo("Removed systems/shop.yml, the untouched example of `habeas init`")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    typer.echo(f"Wrote {path}")


def _report(lines: Iterable[str], head: str) -> None:
    lines = list(lines)
    if lines:
        typer.echo(head)
    for line in lines:
        typer.echo(f"  * {line}")


def _say_unseen(urls: Mapping[str, str], facts: Mapping[str, SystemFacts]) -> None:
    for name in urls.keys() - facts.keys():
        typer.echo(
            f"The database of {name} was not asked ({urls[name]} is not set): keys, tables that the dataset does not name and"
            " columns that must have a value are not known. Set it and import again with --force."
        )


def _look_back(drafts: Sequence[Draft], folder: Path) -> None:
    """The check of the project as it now is, and what the notice lacks."""
    from habeas.cli.checking import look
    from habeas.datamap.problems import Severity

    project, problems = look(folder)
    if project is not None:
        _offer_notice(drafts, project)
    errors = [one for one in problems if one.severity is Severity.error]
    _report(map(str, problems), f"`habeas check` says ({len(errors)} errors, {len(problems) - len(errors)} warnings):")
    if not problems:
        typer.echo("`habeas check` finds nothing wrong.")


def _offer_notice(drafts: Sequence[Draft], project: Project) -> None:
    """Rows to start from for categories that the systems hold and the notice does not list."""
    columns = [
        column
        for draft in drafts
        for table in project.systems[draft.system].tables.values()
        for column in table.columns.values()
    ]
    codes = {code for column in columns for code in column.category} | {"L" for column in columns if column.sensitive}
    missing = sorted(codes - {row.code for row in project.notice.categories})
    if missing:
        typer.echo(
            "The notice does not list these categories yet. Below `categories:` in notice.yml, in your own words:"
        )
    for code in missing:
        typer.echo(
            f"  - {{code: {code}, examples: EXAMPLES, sources: [consumer], purposes: [PURPOSE], disclosed_to: [], retention: HOW LONG}}"
        )


@app.command("export")
def export(vocabulary: Vocabulary = VOCABULARY, system: str | None = SYSTEM, out: Path | None = EXPORT_OUT) -> None:
    """Print, or write, the data map as Fides datasets, and say what they cannot say."""
    from habeas.datamap.fides.exporting import export_systems
    from habeas.datamap.fides.leftovers import listed
    from habeas.datamap.fides.writing import dataset_text
    from habeas.datamap.project import load_project
    from habeas.stores.connect import facts_of_all

    project = load_project(_project())
    if system is not None and system not in project.systems:
        raise CommandFailed(f"no system {system!r}; there are: {', '.join(project.systems)}")
    facts, problems = facts_of_all(project)
    systems = {name: one for name, one in project.systems.items() if system in (None, name)}
    content, leftovers = export_systems(systems, facts)
    said = listed(leftovers)
    text = dataset_text(content, said)
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
        typer.echo(f"Wrote {out}")
        _report(said, "Without counterpart:")
    for problem in problems:
        typer.echo(f"not asked for keys and types: {problem}", err=True)
