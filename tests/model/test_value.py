"""What all values of the model have alike is what `dataclass` would have written for each."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, is_dataclass, make_dataclass

import pytest

from feedmaker import model
from feedmaker.model.value import Value

KINDS = [k for k in vars(model).values() if isinstance(k, type) and is_dataclass(k)]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Berth(Value):
    """Where a ship lies."""

    number: int
    ship: str = ""
    key: str = field(default="", repr=False)
    told: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Buoy(Value):
    """One field alone is no tuple of an attrgetter."""

    number: int


Plain = make_dataclass(
    "Berth", [("number", int), ("ship", str, ""), ("key", str, field(default="", repr=False)),
     ("told", str, field(default="", compare=False))],
    frozen=True,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_value_of_the_model_takes_part(kind: type) -> None:
    assert issubclass(kind, Value)
    assert "__eq__" not in vars(kind)  # nor what else would be made anew at each start


def test_values_are_equal_by_their_fields_and_kind() -> None:
    assert Berth(1, "Prau") == Berth(1, "Prau")
    assert Berth(1, "Prau") != Berth(2, "Prau")
    assert Berth(1, key="a") != Berth(1, key="b")
    assert Buoy(1) == Buoy(1)
    assert Buoy(1) != Buoy(2)
    assert Buoy(1) != Berth(1)
    assert Berth(1) != (1, "", "", "")


def test_a_field_that_is_not_compared_makes_no_difference() -> None:
    assert Berth(1, told="by rule") == Berth(1, told="by the page")
    assert hash(Berth(1, told="by rule")) == hash(Berth(1, told="by the page"))


def test_equal_values_are_one_in_a_set() -> None:
    assert {Berth(1, "Prau"), Berth(1, "Prau"), Berth(2)} == {Berth(2), Berth(1, "Prau")}
    assert len({Buoy(1), Buoy(1), Buoy(2)}) == 2


def test_a_value_is_told_as_a_dataclass_tells_it() -> None:
    assert repr(Berth(1, "Prau", "secret")) == repr(Plain(1, "Prau", "secret"))
    assert repr(Berth(1, "Prau")) == "Berth(number=1, ship='Prau', told='')"
    assert repr(Buoy(7)) == "Buoy(number=7)"


def test_a_value_stays_as_it_is() -> None:
    with pytest.raises(FrozenInstanceError):
        Buoy(1).number = 2  # type: ignore[misc]
