"""Imports point left: the contract of `pyproject.toml` is whole, and is kept."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from house.tree import ROOT, rooms

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
PURE = {"conflict", "bargaining", "forecast", "evidence", "case", "analysis"}
NEVER_IN_PURE = {"pathlib", "os", "io", "socket", "sqlite3", "subprocess", "urllib", "httpx", "random", "time"}
NEVER_IN_PURE |= {"click", "rich", "jinja2"}


def contract(kind: str) -> dict:
    return next(contract for contract in CONTRACTS if contract["type"] == kind)


def test_the_contract_is_kept() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_layers_leave_no_room_out() -> None:
    layers = contract("layers")
    named = {room.strip(" ()") for layer in layers["layers"] for room in layer.split("|")}
    assert layers["exhaustive"] is True
    assert layers["containers"] == ["detente"]
    assert rooms() <= named


def test_each_pure_room_is_forbidden_the_world() -> None:
    forbidden = contract("forbidden")
    assert {f"detente.{room}" for room in PURE & rooms()} <= set(forbidden["source_modules"])
    assert set(forbidden["forbidden_modules"]) >= NEVER_IN_PURE
