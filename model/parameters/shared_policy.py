"""Policy that acts on several funds at once (`[policy]`)."""

from typing import ClassVar

from model.parameters.dated import DatedValue
from model.parameters.declaration import SHARE, Effect, Section, parameter
from model.words.texts import Text

constant = DatedValue.constant


class SharedPolicy(Section):
    """Levers of the whole bureau."""

    title: ClassVar[Text] = Text("共同政策", "Shared policy")

    joint_collection: DatedValue = parameter(
        constant(0.0),
        zh="五费合征",
        en="Joint collection of all branches",
        help_zh="各险种参保率与养老保险之差被补上的比例：0 为分别征收，"
        "1 为缴养老者全部参加各险种。",
        help_en="Share of the gap between each branch's coverage and the pension's that is closed: "
        "0 separate collection, 1 who pays for a pension pays for every branch.",
        unit=SHARE,
        bounds=(0.0, 1.0),
        step=0.05,
        headline=1,
        source="the 2009 plan of a county-level city: one collection of five premiums",
        effect=Effect("contributors", +1, 0.2),
    )
