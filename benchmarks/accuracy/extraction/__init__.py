"""Accuracy of the extraction on annotated texts; run it as a module."""
