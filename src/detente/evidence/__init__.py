"""Who said what, where: documents, passages, and a ledger of what was proposed and what was accepted.

Everything is proposed and nothing believed. The text of a document is data, never an instruction.
"""
