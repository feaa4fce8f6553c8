"""Where an unknown key belongs: in another table, or under a name like it."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from model.errors import nearest_name
from model.funds.kinds import kinds
from model.parameters.declaration import Section, nested_section
from model.scenario.scenario import SHARED_SECTIONS
from model.words.texts import Message, message

#: More than these are not read one by one.
_MOST_TABLES = 3


def unknown_key_cure(
    where: str, key: str, valid: Sequence[str], kind_of: Mapping[str, str]
) -> Message:
    """Return the cure for an unknown key: the table it belongs in, else the nearest name.

    Parameters
    ----------
    where : the table in which it stands
    valid : the keys that this table takes
    kind_of : the kind of each fund by its name
    """
    tables = _tables_by_name(where, kind_of)
    if key in tables:
        return message("did you mean {name}?", name=tables[key])
    elsewhere = _elsewhere(where, kind_of)
    if key in elsewhere:
        return message("{key} belongs in {tables}", key=key, tables=_listed(elsewhere[key]))
    close = get_close_matches(key, {*valid, *elsewhere, *tables}, n=1, cutoff=0.6)
    if close and close[0] in tables and close[0] not in valid:
        return message("did you mean {name}?", name=tables[close[0]])
    if close and close[0] not in valid:
        return message(
            "did you mean {name}, which belongs in {tables}?",
            name=close[0],
            tables=_listed(elsewhere[close[0]]),
        )
    return nearest_name(key, valid)


def _tables_by_name(where: str, kind_of: Mapping[str, str]) -> dict[str, str]:
    """Return the tables that somebody may mean who writes their last name alone, by that name."""
    shared = {path.rpartition(".")[2]: path for path in SHARED_SECTIONS if "." in path}
    return shared | ({} if where else {name: f"funds.{name}" for name in kind_of})


def _elsewhere(where: str, kind_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the tables that take a key, by key: the fund's own, else what all funds share.

    Only outside a fund do the tables of every fund come into question.
    """
    fund = where.split(".")[1] if where.startswith("funds.") else ""
    own = {name: kind for name, kind in kind_of.items() if fund in ("", name)}
    found: dict[str, list[str]] = {}
    in_order = [_fund_tables(own), SHARED_SECTIONS.items()]
    for tables in in_order if fund else reversed(in_order):
        known = set(found)
        for path, model in tables:
            if path == where:
                continue
            for name, info in model.model_fields.items():
                key = info.alias or name
                if key not in known:
                    found.setdefault(key, []).append(path)
    return found


def _fund_tables(kind_of: Mapping[str, str]) -> Iterator[tuple[str, type[Section]]]:
    for fund, kind in kind_of.items():
        for section, model in kinds()[kind].sections.items():
            yield f"funds.{fund}.{section}", model


def _listed(tables: Sequence[str]) -> str:
    """Return tables in brackets; those of more than a few funds under one name for all."""
    if len(tables) > _MOST_TABLES:
        parts = (table.split(".") for table in tables)
        tables = list(dict.fromkeys(".".join([one[0], "NAME", *one[2:]]) for one in parts))
    return ", ".join(f"[{table}]" for table in tables)


def declared_paths(
    kind_of: Mapping[str, str], groups: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield every path that a scenario with such funds and groups of workers may have."""
    tables = [*SHARED_SECTIONS.items(), *_fund_tables(kind_of)]
    for fund, names in groups.items():
        model = kinds()[kind_of[fund]].group if fund in kind_of else None
        tables += [] if model is None else [(f"funds.{fund}.groups.{n}", model) for n in names]
    for path, model in tables:
        yield from _paths(path, model)


def _paths(where: str, model: type[Section]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        path = f"{where}.{info.alias or name}"
        yield path
        inner = nested_section(info)
        if inner is not None:
            yield from _paths(path, inner)
