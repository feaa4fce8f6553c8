"""The kinds of funds: one folder each, found by `model.funds.kinds`."""
