"""Every problem in one reading, nested tables too; a key in the wrong table is told the right one.

What is mended in one round must not bring up what stood in the file all along.
"""

from pathlib import Path

import pytest

from model import InputError, load_scenario, read_scenario, reformed
from model.errors import nearest_name
from tests.conftest import ROOT, SCENARIOS, shipped

CITY = "city-2005.toml"
P = "funds.enterprise_pension.policy"


def reform(*lines: str) -> str:
    return "\n".join(["format = 1", 'title = "x"', f'base = "{CITY}"', *lines])


def problems(tmp_path: Path, text: str) -> dict[str, str]:
    """What a reform over the city is refused for: by its place."""
    (tmp_path / CITY).write_bytes((SCENARIOS / CITY).read_bytes())
    (tmp_path / "reform.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_scenario(tmp_path / "reform.toml")
    said = [problem.say() for problem in refused.value.problems]
    assert len(said) == len(set(said))
    return {problem.where: problem.say() for problem in refused.value.problems}


def test_a_measures_dates_and_order_are_told_beside_its_other_mistakes(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        reform(
            f"[{P}]",
            "employer_rate = 20",
            'relief = { from = "2009-01", to = "2008-12", share_of_employer_rate = 3 }',
            'deferral = [{ from = "2004-02", to = "2004-07", share_of_firms = 0.1, default = 1 },'
            ' { from = "2010-01", to = "2009-01", share_of_firms = 0.1 }]',
        ),
    )

    assert set(found) == {
        f"{P}.employer_rate.2006",
        f"{P}.relief[0].share_of_employer_rate",
        f"{P}.relief[0].to",
        f"{P}.deferral[0].default",
        f"{P}.deferral[0].from",
        f"{P}.deferral[1].to",
    }


def test_rules_sources_groups_and_sound_funds_are_looked_at_besides(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        reform(
            "colour = 1",
            f"[{P}]",
            "employer_rate = 20",
            "[funds.enterprise_pension.groups.migrants]",
            "share_of_members = 0.1",
            "[[funds.enterprise_pension.rules]]",
            'acts_on = "weather"',
            'source = "x"',
            "at_least = 20",
            "until_below = 30",
            "factor = 9",
            "[[funds.unemployment.rules]]",
            'acts_on = "weather"',
            'source = "x"',
            "factor = 0.5",
            "[funds.land_security.assumptions]",
            "structure = 3",
            "[sources]",
            '"funds.enterprise_pension.policy.employer_rat" = "x"',
            '"funds.enterprise_pension.policy.relief" = "x"',
        ),
    )

    rules = "funds.enterprise_pension.rules[0]"
    assert set(found) >= {
        "colour",
        f"{P}.employer_rate.2006",
        f"{rules}.factor",
        f"{rules}.until_below",
        f"{rules}.acts_on",
        "funds.enterprise_pension.groups.migrants.share_of_members",
        "funds.unemployment.rules[0].acts_on",
        "funds.unemployment.rules[0]",
        'sources."funds.enterprise_pension.policy.employer_rat"',
    }
    assert (
        f"did you mean {P}.employer_rate?"
        in found['sources."funds.enterprise_pension.policy.employer_rat"']
    )
    assert 'sources."funds.enterprise_pension.policy.relief"' not in found


def test_contradictions_of_a_sound_fund_are_told_though_another_is_refused() -> None:
    text = (SCENARIOS / CITY).read_text(encoding="utf-8")
    both = text.replace("surplus         = 14266", "surplus = 14206", 1)
    assert both != text
    colour = "\n[funds.unemployment.policy]\ncolour = 3\n"
    assert "[funds.unemployment.policy]" in both
    both = both.replace("\n[funds.unemployment.policy]\n", colour, 1)

    with pytest.raises(InputError) as refused:
        read_scenario(both)

    said = str(refused.value)
    assert "funds.unemployment.policy.colour: unknown key" in said
    assert "surplus = 14,206 contradicts income - expenditure = 14,266" in said
    assert len(refused.value.problems) == 2


def test_no_round_of_mending_brings_up_what_stood_there_all_along(tmp_path: Path) -> None:
    lines = {
        f"{P}.employer_rate.2006": (f"[{P}]", "employer_rate = 20"),
        f"{P}.relief[0].to": (
            f"[{P}]",
            'relief = { from = "2009-01", to = "2008-12", share_of_employer_rate = 0.2 }',
        ),
        f"{P}.deferral.from": (
            f"[{P}]",
            'deferral = { from = "2005-02", to = "2009-07", share_of_firms = 0.1 }',
        ),
        "funds.medical.rules[0].acts_on": (
            "[[funds.medical.rules]]",
            'acts_on = "weather"\nsource = "x"\nfactor = 0.5\nbelow = 3',
        ),
        "assumptions.economy.interest.2001": (
            "[assumptions.economy]",
            "interest = { 2001 = 0.02 }",
        ),
    }
    wrong = dict(lines)
    while wrong:
        tables: dict[str, list[str]] = {}
        for head, line in wrong.values():
            tables.setdefault(head, []).append(line)
        text = reform(*("\n".join([head, *rows]) for head, rows in tables.items()))

        assert set(problems(tmp_path, text)) == set(wrong)

        del wrong[next(iter(wrong))]


@pytest.mark.parametrize(
    ("table", "line", "cure"),
    [
        (
            "funds.enterprise_pension.assumptions",
            "employer_rate = 0.2",
            f"employer_rate belongs in [{P}]",
        ),
        (P, "entrants = 5", "entrants belongs in [funds.enterprise_pension.assumptions]"),
        (
            "funds.enterprise_pension.assumptions",
            "minimum_yers = 20",
            f"did you mean minimum_years, which belongs in [{P}]?",
        ),
        (P, "wage_growth = 0.1", "wage_growth belongs in [assumptions.economy]"),
        ("policy", "wage_growth = 0.1", "wage_growth belongs in [assumptions.economy]"),
        ("assumptions", "wage_growth = 0.1", "wage_growth belongs in [assumptions.economy]"),
        (
            "assumptions.economy",
            "arrears_recovery = 0.2",
            "arrears_recovery belongs in [funds.NAME.policy]",
        ),
        (
            "assumptions.economy",
            "entry_age = 20",
            "entry_age belongs in [funds.NAME.assumptions]",
        ),
        ("funds.enterprise_pension", "employer_rate = 0.2", f"employer_rate belongs in [{P}]"),
        (P, "employer_rat = 0.2", "did you mean employer_rate?"),
    ],
)
def test_a_key_under_the_wrong_table_is_told_the_right_one(
    tmp_path: Path, table: str, line: str, cure: str
) -> None:
    found = problems(tmp_path, reform(f"[{table}]", line))

    (said,) = found.values()
    assert said == f"{table}.{line.split()[0]}: unknown key ({cure})"


def test_a_draft_is_refused_with_every_problem_too() -> None:
    relief = [{"from": "2009-01", "to": "2008-12", "share_of_employer_rate": 3.0}]

    with pytest.raises(InputError) as refused:
        reformed(shipped(CITY), {f"{P}.relief": relief, "funds.medical.policy.nothing": 1.0})

    assert {problem.where for problem in refused.value.problems} == {
        f"{P}.relief[0].to",
        f"{P}.relief[0].share_of_employer_rate",
        "funds.medical.policy.nothing",
    }


def test_a_long_list_of_names_is_cut_to_the_nearest() -> None:
    names = [f"name_{number:03d}" for number in range(200)]

    said = nearest_name("zzz_17", names).say()

    assert said.startswith("200 names are valid here, nearest ")
    assert said.count("name_") == 5
    assert nearest_name("zzz", names[:3]).say() == "valid here: name_000, name_001, name_002"


def test_the_shipped_files_have_no_problem() -> None:
    assert all(load_scenario(path) for path in sorted((ROOT / "scenarios").glob("*.toml")))
