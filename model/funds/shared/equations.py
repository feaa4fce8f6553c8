"""Equations that several kinds of funds share: of every fund, of funds on wages, of branches."""

from model.funds.equation import Counted, Equations, Part
from model.people.retirement_levers import RetirementPolicy
from model.words.texts import Text, message

BY_AGE = message("counted by sex and age from year to year; the method page has the equations")

#: What every fund's account has.
EVERY_FUND = Equations(
    counted={
        "interest": Counted(moved_by=("assumptions.interest", "economy.interest")),
        "average_wage": Counted(moved_by=("economy.average_wage",)),
    },
    given={"other_expenditure": "assumptions.other_expenditure"},
)

#: Of funds with contributions on wages.
PAYROLL = EVERY_FUND | Equations(
    texts={
        "wage_bill": "mean_contributors * part__base_over_wage * average_wage",
        "average_base": "wage_bill / mean_contributors",
        "contribution_rate": "part__employer_rate + part__employee_rate",
        "fiscal_subsidy": "part__subsidy_amount"
        " + policy__fiscal_subsidy_share * part__benefits_given",
        "part__subsidy_amount": "policy__fiscal_subsidy",
    },
    parts={
        "part__collection_rate": Part(Text("执行的征缴率", "Collection rate in force"), "share"),
        "part__employer_rate": Part(Text("单位费率", "Employer rate, mean of all groups"), "share"),
        "part__employee_rate": Part(Text("个人费率", "Employee rate, mean of all groups"), "share"),
        "part__base_over_wage": Part(
            Text("平均缴费基数与平均工资之比", "Mean declared base over the average wage"), "ratio"
        ),
        "part__subsidy_amount": Part(Text("定额补贴", "Subsidy given as an amount"), "money"),
        "part__benefits_given": Part(
            Text("待遇支出（规则作用前）", "Benefits before rules"), "money"
        ),
    },
    counted={
        "part__collection_rate": Counted(moved_by=("policy.collection_rate",)),
        "part__base_over_wage": Counted(
            moved_by=(
                "policy.base_floor",
                "policy.base_cap",
                "policy.audit_uplift",
                "assumptions.wage_dispersion",
                # the base year's wage bill follows from its contributions: income less interest
                "contribution_rate",
                "average_wage",
                "assumptions.interest",
                "economy.interest",
            )
        ),
        "contributions": Counted(
            moved_by=(
                "wage_bill",
                "contribution_rate",
                "part__collection_rate",
                "policy.relief",
                "policy.deferral",
                "policy.contribution_season",
            )
        ),
        "arrears_recovered": Counted(moved_by=("arrears", "policy.arrears_recovery")),
        "arrears": Counted(
            moved_by=("contributions", "policy.arrears_recovery", "policy.arrears_write_off")
        ),
        "collection_rate": Counted(moved_by=("contributions",)),
        "interest": Counted(
            moved_by=(
                "assumptions.interest",
                "economy.interest",
                "policy.contribution_season",
                "policy.benefit_season",
            )
        ),
    },
    given={"other_premium": "policy.other_premium"},
)

#: What moves who is insured in a branch.
INSURED_BY = (
    "population",
    "joint_collection",
    "policy.coverage",
    "policy.new_insured",
    *(f"policy.{name}" for name in RetirementPolicy.model_fields),
    "assumptions.women_55_share",
    "assumptions.entry_age",
)

#: Of the branches of social insurance beside pensions.
BRANCH = PAYROLL | Equations(
    texts={
        "contributors": "active_insured * contributors__base / active_insured__base",
        "mean_contributors": "(contributors__before + contributors) / 2",
        "insured": "active_insured",
    },
    counted={
        "active_insured": Counted(BY_AGE, INSURED_BY),
        "eligible": Counted(BY_AGE, INSURED_BY),
        "part__employer_rate": Counted(),
        "part__employee_rate": Counted(),
    },
)

#: Of funds that pay a share of medical bills.
CLAIMS = Equations(
    texts={
        "benefits": "(insured__before + insured) / 2 * pool_cost_per_head",
        "pool_cost_per_head": "pool_cost_per_head__base"
        " * reimbursed_share / reimbursed_share__base * part__bill_growth",
    },
    parts={
        "part__bill_growth": Part(
            Text("人均医疗费增长（费用、年龄、就医；自基年）", "Growth of the bill a head"), "ratio"
        )
    },
    counted={
        "reimbursed_share": Counted(
            message("a mean over the spread of bills; the method page has the integral"),
            (
                "part__bill_growth",
                "average_wage",
                "policy.deductible",
                "policy.cap",
                "policy.limits_wage_weight",
                "assumptions.mean_claim",
                "assumptions.claim_spread",
            ),
        ),
        "part__bill_growth": Counted(
            moved_by=(
                "insured",
                "assumptions.cost_elasticity",
                "assumptions.cost_excess",
                "assumptions.utilisation",
                "assumptions.cost_doubling_years",
                "economy.wage_growth",
            )
        ),
    },
)

#: Of funds without contributions on wages.
PER_HEAD = EVERY_FUND | Equations(
    counted={
        "interest": Counted(moved_by=("policy.contribution_season", "policy.benefit_season")),
    },
)
