"""Write what is drawn from the declarations: docs/parameters.md, docs/names.md, the JSON Schema.

`make docs` runs it; a test fails while the files differ from the declarations.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from model.funds.kinds import kinds, outputs
from model.scenario.lever_rows import lever_rows
from model.scenario.schema import scenario_schema
from model.words.sources import source_text
from model.words.texts import message

DOCS = Path(__file__).resolve().parents[1] / "docs"
GENERATED = "*Made from the declarations by `make docs`; do not edit.*"


def written_files() -> dict[Path, str]:
    """Return the text of every generated file."""
    schema = json.dumps(scenario_schema(), ensure_ascii=False, indent=2) + "\n"
    return {
        DOCS / "parameters.md": "\n".join(parameter_lines()) + "\n",
        DOCS / "names.md": "\n".join(name_lines()) + "\n",
        DOCS / "scenario.schema.json": schema,
    }


def parameter_lines() -> Iterator[str]:
    yield "# Every lever / 全部参数"
    yield ""
    yield GENERATED
    chinese = {row["path"]: row for row in lever_rows("zh")}
    group = ""
    for row in lever_rows("en"):
        head, _, name = str(row["path"]).rpartition(".")
        if head != group:
            group = head
            yield from ("", f"## `{head}`", "", "| parameter | 中文 | unit | bounds | default |")
            yield "|---|---|---|---|---|"
        other = chinese[row["path"]]
        bounds = " to ".join(
            "" if row[end] is None else f"{row[end]:g}" for end in ("lower", "upper")
        )
        bounds = "" if bounds == " to " else bounds
        default = f"`{row['default']}`" if row["default"] else ""
        yield (
            f"| `{name}`<br>{row['label']}: {row['help']}<br>*{row['source']}* "
            f"| {other['label']}：{other['help']}<br>*{source_text(row['source'], 'zh')}* "
            f"| {cell(row['unit'])} | {bounds} | {cell(default)} |"
        )


def name_lines() -> Iterator[str]:
    yield "# Names / 名称对照"
    yield ""
    yield GENERATED
    yield from ("", "## Kinds of funds / 险种", "", "| kind | 中文 | English |", "|---|---|---|")
    for kind in kinds():
        title = kinds()[kind].title
        yield f"| `{kind}` | {title.zh} | {title.en} |"
    titles = {
        "series": "Yearly series / 年度序列",
        "income": "Income items / 收入项目",
        "expenditure": "Expenditure items / 支出项目",
        "indicator": "Indicators / 指标",
        "summary": "Summary / 汇总",
    }
    group = ""
    for name, output in outputs().items():
        if output.group != group:
            group = output.group
            head = "| name | 中文 | English | kind | 计算方法 | formula | source |"
            yield from ("", f"## {titles[group]}", "", head, "|---|---|---|---|---|---|---|")
        yield (
            f"| `{name}` | {output.label.zh} | {output.label.en} | {output.kind} "
            f"| {cell(message(output.formula).say('zh'))} | {cell(output.formula)} "
            f"| {output.source} |"
        )


def cell(text: str) -> str:
    """Keep a vertical bar from ending the table's cell."""
    return text.replace("|", "\\|")


def main() -> int:
    for path, text in written_files().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(DOCS.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
