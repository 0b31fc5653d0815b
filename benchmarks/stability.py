"""`detente stability` as a whole process: 4 parties with 8, 10, 12 and 14 options, start-up included.

Each conflict is also solved in this process by the definition form (up to 12 options, sequential stability) and by
the fast form, in the same run, so that the ratio means something on any machine.

    python benchmarks/stability.py
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 5
PARTIES = 4


def conflict_text(options: int, *, wants: int = 12, seed: int = 1) -> str:
    """A case with as many options as asked, spread over four parties, some states impossible, one option for good."""
    rng = random.Random(seed)
    own = [options // PARTIES + (k < options % PARTIES) for k in range(PARTIES)]
    ids = [f"p{p}.o{k}" for p in range(PARTIES) for k in range(own[p])]
    lines = ['format = 1\n[case]\ntitle = "benchmark"\nas_of = 2025-01-01']
    for p in range(PARTIES):
        lines += [f'[party.p{p}]\nname = "P{p}"', f"[party.p{p}.option]", *(f'o{k} = "o{k}"' for k in range(own[p]))]
        chosen = ", ".join(f'"{statement(rng, ids)}"' for _ in range(wants))
        lines.append(f'[[party.p{p}.profile]]\nname = "one"\nweight = 1\nassumed = "random"\nwants = [{chosen}]')
    lines.append(
        f'[[impossible]]\nwhen = "{ids[0]} and {ids[-1]}"\n[[irreversible]]\noption = "{ids[1]}"\nonce = "taken"'
    )
    return "\n".join(lines) + "\n"


def statement(rng: random.Random, ids: list[str]) -> str:
    a, b, c = rng.sample(ids, 3)
    form = rng.choice(["{0}", "not {0}", "{0} and not {1}", "{0} or {1}", "not {0} unless {1}", "{0} if {1} or {2}"])
    return form.format(a, b, c)


def seconds(command: list[str]) -> float:
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - started


def inside(case: Path, options: int) -> tuple[float, float | None]:
    """The fast form and the definition form, sequential stability of all parties, in this process."""
    from detente.analysis.structure import game_of
    from detente.casefile import read_case
    from detente.conflict import stability
    from detente.conflict.lattice import verdicts

    game = game_of(read_case(case))
    started = perf_counter()
    fast = verdicts(game, "sequential")
    middle = perf_counter()
    if options > 12:
        return middle - started, None
    plain = [stability.sequential(game, dm) for dm in game.dms]
    assert all((a == b).all() for a, b in zip(fast, plain, strict=True))
    return middle - started, perf_counter() - middle


def main() -> None:
    print(f"{'options':>7} {'states':>7} {'process (s)':>12} {'fast (s)':>9} {'definition (s)':>15} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for options in (8, 10, 12, 14):
            case = Path(folder) / f"c{options}"
            case.mkdir()
            (case / "case.toml").write_text(conflict_text(options))
            command = [sys.executable, "-m", "detente", "stability", str(case), "--json"]
            seconds(command)
            whole = median(seconds(command) for _ in range(RUNS))
            fast, plain = inside(case, options)
            shown = f"{plain:15.2f} {plain / fast:7.0f}" if plain else f"{'–':>15} {'–':>7}"
            print(f"{options:>7} {3 * 2**options // 4:>7,} {whole:12.2f} {fast:9.3f} {shown}")


if __name__ == "__main__":
    main()
