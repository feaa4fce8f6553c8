"""Files laid over each other while they are read: what a reform changes and what it keeps.

`making` makes a scenario of the result.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from model.errors import InputError, Problem, nearest_name
from model.funds.kind import FUND_SECTIONS
from model.funds.kinds import kinds
from model.funds.setting import AnyFund
from model.parameters.dated import DatedValue, date_text, read_dated
from model.parameters.declaration import Section, is_dated
from model.scenario.checks import beyond_horizon
from model.scenario.header import FIXED_BY_BASE, HEADER_KEYS
from model.scenario.misplaced_keys import unknown_key_cure
from model.scenario.problems import path_text
from model.scenario.scenario import (
    SHARED_SECTIONS,
    Scenario,
    shared_section,
)
from model.words.texts import message

_TOP_KEYS = (*HEADER_KEYS, "assumptions", "policy", "funds", "sources")
_FUND_KEYS = ("kind", "title", *FUND_SECTIONS, "rules", "groups")


class Layers:
    """Tables of a base and its reforms, laid over each other while they are read."""

    def __init__(self, problems: list[Problem], before: Scenario | None = None) -> None:
        """Start empty, or from the sections of a scenario read `before`."""
        self.problems = problems
        self.before = before
        self.changed: set[str] = set()  # sections and funds that a layer touches
        self.header: dict[str, Any] = {}
        self.shared: dict[str, dict[str, Any]] = {name: {} for name in SHARED_SECTIONS}
        self.funds: dict[str, dict[str, Any]] = {}
        self.kinds: dict[str, str] = {}  # of every fund named so far, to tell where a key belongs
        self.sources: dict[str, str] = {}
        self.first_month = 0
        self.unreadable: set[str] = set()
        if before is not None:
            self.header = {key: getattr(before.header, key) for key in HEADER_KEYS}
            self.shared = {path: _values(shared_section(before, path)) for path in SHARED_SECTIONS}
            self.funds = {name: _fund_values(fund) for name, fund in before.funds.items()}
            self.kinds = {name: fund.kind for name, fund in before.funds.items()}
            self.sources = dict(before.sources)

    def kept(self, where: str) -> bool:
        """Whether no layer has touched what the scenario before had at `where`."""
        return self.before is not None and where not in self.changed

    def add(self, table: Mapping[str, Any]) -> None:
        """Lay one file over what has been read before."""
        reform = "base" in table
        funds = self._table(table, "funds", "")
        self.kinds |= {
            str(name): fund["kind"]
            for name, fund in funds.items()
            if isinstance(fund, Mapping) and fund.get("kind") in kinds()
        }
        self._refuse_unknown("", table, _TOP_KEYS)
        header = {key: table[key] for key in HEADER_KEYS if key in table}
        for key in FIXED_BY_BASE if reform else ():
            if key in header and header[key] != self.header.get(key):
                self.add_problem(
                    key,
                    message("a reform keeps the {key} of its base", key=key),
                    message("leave the line out, or write a file without a base"),
                )
        if reform and self.header.get("about") and "about" not in header:
            header["about"] = ""  # what is said of the base need not hold for its reform
        self.header = {**self.header, **header}
        year = self.header.get("base_year")
        self.first_month = (year + 1) * 12 if isinstance(year, int) else 0
        self._add_shared(table)
        of_base = [name for name, fund in self.funds.items() if "kind" in fund] if reform else []
        for name, fund in funds.items():
            self._add_fund(str(name), fund, of_base)
        for path, source in self._table(table, "sources", "").items():
            if isinstance(source, str):
                self.sources[path] = source
            else:
                self.add_problem(
                    f"sources.{path}",
                    message("{value} is of the wrong kind", value=repr(source)),
                    message("write where the figure comes from, in quotes"),
                )

    def _add_shared(self, table: Mapping[str, Any]) -> None:
        assumptions = self._table(table, "assumptions", "")
        known = [path.partition(".")[2] for path in SHARED_SECTIONS if "." in path]
        self._refuse_unknown("assumptions", assumptions, known)
        for path, model in SHARED_SECTIONS.items():
            outer, _, key = path.rpartition(".")
            found = self._table(assumptions if outer else table, key, outer)
            self._lay(self.shared[path], self._parsed(found, model, path), model, path)

    def _add_fund(self, name: str, table: object, of_base: Sequence[str]) -> None:
        where = f"funds.{name}"
        if not isinstance(table, Mapping):
            self._wrong_table(where)
            return
        self.changed.add(where)
        self._refuse_unknown(where, table, _FUND_KEYS)
        fund = self.funds.setdefault(name, {"reported": {}, "policy": {}, "assumptions": {}})
        if "kind" not in {*fund, *table} and self._misspelt(where, name, of_base):
            return
        kind = self._kind(where, table, fund)
        if kind is None:
            return
        fund["kind"] = self.kinds[name] = kind
        if "title" in table:
            fund["title"] = table["title"]
        for section, model in kinds()[kind].sections.items():
            layer = self._parsed(self._table(table, section, where), model, f"{where}.{section}")
            self._lay(fund[section], layer, model, f"{where}.{section}")
        if "rules" in table:
            fund["rules"] = table["rules"]
        self._add_groups(where, kind, fund, self._table(table, "groups", where))

    def _add_groups(
        self, where: str, kind: str, fund: dict[str, Any], groups: Mapping[str, Any]
    ) -> None:
        model = kinds()[kind].group
        if model is None:
            if groups:
                self.add_problem(
                    f"{where}.groups",
                    message("funds of kind {kind} have no groups", kind=kind),
                    message("leave the tables out"),
                )
            return
        below = fund.setdefault("groups", {})
        for name in groups:
            path = f"{where}.groups.{name}"
            own = below.setdefault(str(name), {})
            layer = self._parsed(self._table(groups, name, f"{where}.groups"), model, path)
            self._lay(own, layer, model, path)

    def _misspelt(self, where: str, name: str, of_base: Sequence[str]) -> bool:
        """Whether a reform's fund without a kind is spelt almost as one of its base; a problem."""
        close = get_close_matches(name, of_base, n=1)
        if close:
            cure = message("did you mean {name}? a new fund needs a kind", name=close[0])
            self.add_problem(where, message("the base has no such fund"), cure)
        return bool(close)

    def _kind(self, where: str, table: Mapping[str, Any], below: Mapping[str, Any]) -> str | None:
        """Return the fund's kind, the base's where the reform does not say it."""
        kind = table.get("kind", below.get("kind"))
        if kind is None:
            known = [name for name, fund in self.funds.items() if "kind" in fund]
            cure = message("write kind = one of {kinds}", kinds=", ".join(kinds()))
            if known:
                cure = message(
                    "a reform names a fund of its base ({names}); a new fund needs a kind",
                    names=", ".join(known),
                )
            self.add_problem(f"{where}.kind", message("is missing"), cure)
        elif kind not in kinds():
            self.add_problem(
                f"{where}.kind",
                message("{value} is not a kind of fund", value=repr(kind)),
                nearest_name(str(kind), tuple(kinds())),
            )
            # read on as the kind that was meant, to show its other problems too
            return next(iter(get_close_matches(str(kind), kinds(), n=1)), None)
        elif below.get("kind", kind) != kind:
            self.add_problem(
                f"{where}.kind",
                message("a reform cannot turn {old} into {new}", old=below["kind"], new=kind),
                message("give the new fund a name of its own"),
            )
        else:
            return str(kind)
        return None

    def _parsed(self, table: Mapping[str, Any], model: type[Section], where: str) -> dict[str, Any]:
        """Read the dated values of one section; the rest is read when sections are made."""
        fields = {info.alias or key: info for key, info in model.model_fields.items()}
        layer: dict[str, Any] = {}
        for key, raw in table.items():
            path = f"{where}.{key}"
            if key in fields and is_dated(fields[key]):
                try:
                    layer[key] = read_dated(raw)
                except InputError as error:
                    self.unreadable.add(path)
                    for problem in error.problems:
                        place = path_text([path, problem.where]) if problem.where else path
                        self.add_problem(place, problem.what, problem.cure)
            else:
                layer[key] = raw
        return layer

    def _acts_later(self, value: DatedValue, path: str) -> bool:
        """Whether a reform's value leaves the observed base year alone; a problem if not."""
        first, end = value.months[0], self.header.get("end_year")
        if isinstance(end, int):
            self.problems += beyond_horizon(end, path, value)
        if value.is_constant or first >= self.first_month:
            return True
        self.add_problem(
            f"{path}.{date_text(first)}",
            message("a reform cannot act in or before the base year, which is observed"),
            message("start with {year}", year=self.first_month // 12),
        )
        return False

    def _lay(
        self, below: dict[str, Any], layer: Mapping[str, Any], model: type[Section], where: str
    ) -> None:
        """Lay a section over the one below.

        A dated value acts from its first date and what held before keeps holding; a plain
        number in a reform acts from the first projected year, because what was observed is
        not reformed. Everything else is replaced.
        """
        fields = {info.alias or key: info for key, info in model.model_fields.items()}
        reform = "base" in self.header
        if layer:
            self.changed.add(where)
        for key, value in layer.items():
            if (
                reform
                and isinstance(value, DatedValue)
                and self._acts_later(value, f"{where}.{key}")
            ):
                known = below.get(key, fields[key].get_default())
                if isinstance(known, DatedValue):
                    value = known.followed_by(value, self.first_month)
                elif value.is_constant:
                    value = DatedValue((self.first_month,), value.values)
            below[key] = value

    def _table(self, table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if isinstance(value, Mapping):
            return value
        self._wrong_table(path_text([where, key]) if where else key)
        return {}

    def _refuse_unknown(self, where: str, table: Iterable[str], valid: Sequence[str]) -> None:
        for key in table:
            if key not in valid:
                cure = unknown_key_cure(where, key, valid, self.kinds)
                path = path_text([where, key]) if where else key
                self.add_problem(path, message("unknown key"), cure)

    def _wrong_table(self, where: str) -> None:
        self.add_problem(
            where, message("this is not a table"), message("write [{where}]", where=where)
        )

    def add_problem(self, where: str, *words: Any) -> None:
        """Note one problem: where, what, cure."""
        self.problems.append(Problem(where, *words))


def _values(section: Section) -> dict[str, Any]:
    """Return what a section was given, by the names in files."""
    fields = type(section).model_fields
    return {fields[key].alias or key: getattr(section, key) for key in section.model_fields_set}


def _fund_values(fund: AnyFund) -> dict[str, Any]:
    return {
        "kind": fund.kind,
        "title": fund.title,
        "rules": fund.rules,
        "groups": {name: _values(group) for name, group in fund.groups.items()},
        **{name: _values(getattr(fund, name)) for name in FUND_SECTIONS},
    }
