"""Forecasting: what the outside view says before anything is modelled."""

from detente.forecast.base_rate import BaseRate, Figure, OutsideView, base_rate, base_rates, outside_view, wilson

__all__ = ["BaseRate", "Figure", "OutsideView", "base_rate", "base_rates", "outside_view", "wilson"]
