"""The README shows what the program prints."""

from house.test_docs import generate


def test_the_example_of_the_readme_is_what_the_demo_prints() -> None:
    written = generate().EXAMPLE.search(generate().README.read_text(encoding="utf-8"))
    assert written is not None
    assert written[0] == generate().demo(), "run make reference"
