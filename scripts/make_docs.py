"""Write what is drawn from the declarations: docs/parameters.md, docs/names.md, docs/equations.md,
the JSON Schema.

`make docs` runs it; a test fails while the files differ from the declarations.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from model.funds.kinds import kinds, outputs
from model.origin.declared_equations import declared_equations, indicator_equations
from model.scenario.lever_rows import lever_rows
from model.scenario.schema import scenario_schema
from model.words.sources import source_text
from model.words.texts import LANGUAGES, message

DOCS = Path(__file__).resolve().parents[1] / "docs"
GENERATED = "*Made from the declarations by `make docs`; do not edit.*"


def written_files() -> dict[Path, str]:
    """Return the text of every generated file."""
    schema = json.dumps(scenario_schema(), ensure_ascii=False, indent=2) + "\n"
    return {
        DOCS / "parameters.md": "\n".join(parameter_lines()) + "\n",
        DOCS / "names.md": "\n".join(name_lines()) + "\n",
        DOCS / "equations.md": "\n".join(equation_lines()) + "\n",
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


def equation_lines() -> Iterator[str]:
    yield "# Equations / 公式"
    yield ""
    yield GENERATED
    yield "What the program evaluates, figure by figure; the method pages argue it."
    yield "程序逐项计算所用的公式，由声明生成；依据见各方法页。"
    head = ("", "| figure | 计算方法 | equation |", "|---|---|---|")
    first = next(iter(kinds().values()))
    yield from ("", "## Indicators of every fund / 各险种指标", *head)
    yield from equation_rows(*(indicator_equations(first, one) for one in LANGUAGES))
    for kind in kinds().values():
        yield from ("", f"## {kind.title.en} / {kind.title.zh} (`{kind.name}`)", *head)
        yield from equation_rows(*(declared_equations(kind, one) for one in LANGUAGES))


def equation_rows(
    chinese: Iterator[tuple[str, str, str]], english: Iterator[tuple[str, str, str]]
) -> Iterator[str]:
    for (name, zh, words_zh), (_, en, words_en) in zip(chinese, english, strict=True):
        yield f"| `{name}`<br>{zh}<br>{en} | {cell(words_zh)} | {cell(words_en)} |"


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
