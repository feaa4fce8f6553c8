"""Use a copy of the product that has one kind of fund more: print what each command answered.

Run in the copy's folder; prints JSON: words of the command -> [exit status, output].
"""

import contextlib
import io
import json
import sys
from pathlib import Path

from command_line.main import main
from model import load_scenario, project
from model.funds.kinds import outputs
from model.origin import openable, origin_json, origin_of, origin_text, with_values

AID, LESS = "heating_aid.toml", "heating_less.toml"
COMMANDS = (
    f"check {AID}",
    f"project {AID}",
    f"project {AID} --format json",
    f"project {AID} --format csv",
    "params heating_aid --format csv",
    f"project {AID} --open heating_grants@2030 --fund aid --format json",
    f"project {AID} --explain payout_months@2020 --fund aid --format json",
    f"compare {AID} {LESS} --format json",
    f"compare {AID} {LESS} --explain payout_months@2020 --fund aid --format json",
    f"simulate {AID} --paths 20 --format json",
    f"sensitivity {AID} --indicator payout_months@2020 --fund aid --format json",
    f"solve {AID} --lever funds.aid.policy.budget_share --target payout_months>=9@2020 --fund aid"
    " --format json",
)


def answered(words: str) -> tuple[int, str]:
    """Run a command; return its exit status and what it printed."""
    sys.argv = ["fundrunway", *words.split()]
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    status = 0
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
    return status, printed.buffer.getvalue().decode()


def opened() -> dict[str, str]:
    """Open every figure of the made-up fund, in both languages; return their equations."""
    projection = project(load_scenario(Path(AID)))
    found = {}
    for name in openable(projection.funds["aid"]):
        single = outputs()[name].group == "summary"
        origin = origin_of(projection, "aid", name, None if single else 2030)
        for language in ("zh", "en"):
            assert origin_text(origin, projection.scenario, language).inputs, name
        origin_json(origin, projection.scenario)
        found[name] = with_values(origin.opening, lambda term: term.name)
    return found


if __name__ == "__main__":
    answers = {words: answered(words) for words in COMMANDS}
    print(json.dumps({"answers": answers, "opened": opened()}))
