"""Small random cases whose parties' wants are moved by shocks to drivers, as text."""

from analysis.small import text_of

PULL, PUSH = ("pull", "a", 0.9), ("push", "b", 0.2)  # driver, the party it moves, its value afterwards


def shock(driver: str, to: float, rate: str = "1 per 100 days") -> str:
    return f'[[shock]]\ndriver = "{driver}"\nto = {to}\nrate = "{rate}"\n'


def drivers(pull: float = 0.4, push: float = 0.7) -> str:
    return "".join(
        f"[driver.{id}]\nvalue = {value}\nrange = [0.1, 0.9]\n" for id, value in (("pull", pull), ("push", push))
    )


def shaken_text(seed: int, *shocks: str, pull: float = 0.4, push: float = 0.7, extra: str = "") -> str:
    """A case whose a wants by `pull` and whose b wants by `push`; c has one profile."""
    text = text_of(seed)
    for driver, party, _ in (PULL, PUSH):
        before, name, rest = text.partition(f"[[party.{party}.profile]]")
        rest = rest.replace("weight = 0.75", f'weight = "{driver}"', 1)
        rest = rest.replace("weight = 0.25", f'weight = "1 - {driver}"', 1)
        text = before + name + rest
    return text + drivers(pull, push) + "".join(shocks) + extra
