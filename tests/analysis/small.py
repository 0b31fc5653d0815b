"""Small cases made at random, as text, so that tests of answers go through the same door as people do."""

import random

from detente.case import Case
from detente.casefile import parse_case

OPTIONS = {"a": ("x", "y"), "b": ("x", "y"), "c": ("x",)}


def statement(rng: random.Random) -> str:
    ids = [f"{party}.{option}" for party, own in OPTIONS.items() for option in own]
    one, two = rng.sample(ids, 2)
    form = rng.choice(
        ["{0}", "not {0}", "{0} and {1}", "{0} or not {1}", "{0} if {1}", "{0} iff {1}", "not {0} unless {1}"]
    )
    return form.format(one, two)


def text_of(
    seed: int, *, profiles: int = 2, wants: int = 4, extra: str = "", noise: float = 0.0, unknown: str = ""
) -> str:
    """The text of a case with three parties, five options and random wants."""
    rng = random.Random(seed)
    lines = ['format = 1\n[case]\ntitle = "random"\nas_of = 2025-01-01\nstatus_quo = []']
    for party, own in OPTIONS.items():
        lines.append(f'[party.{party}]\nname = "{party.upper()}"\n[party.{party}.option]')
        lines += [f'{option} = "{option}"' for option in own]
        for number in range(profiles if party != "c" else 1):
            chosen = ", ".join(f'"{statement(rng)}"' for _ in range(wants))
            lines.append(
                f'[[party.{party}.profile]]\nname = "p{number}"\nweight = {0.25 + 0.5 * (number == 0)}\n'
                f"noise = {noise}\nwants = [{chosen}]"
            )
            lines += [f"unknown = [{unknown}]"] if unknown and party == "a" else []
    if rng.random() < 0.5:
        lines.append('[[impossible]]\nwhen = "a.x and b.x"')
    if rng.random() < 0.5:
        lines.append('[[irreversible]]\noption = "a.y"\nonce = "taken"')
    return "\n".join(lines) + "\n" + extra


def case_of(seed: int, **settings: object) -> Case:
    return parse_case(text_of(seed, **settings))  # type: ignore[arg-type]
