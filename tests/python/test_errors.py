"""Every failure of the core has a Python class, its built-in base and its facts."""

import pickle

import container_tco as tco
import pytest
from container_tco import _core
from workloads import scenario

BASES = {
    tco.ParseError: ValueError,
    tco.InvalidInputError: ValueError,
    tco.InfeasibleError: ValueError,
    tco.CurrencyMismatchError: ArithmeticError,
    tco.UnitMismatchError: ArithmeticError,
    tco.PriceNotFoundError: LookupError,
    tco.AmbiguousPriceError: LookupError,
    tco.FileError: OSError,
    tco.InternalError: RuntimeError,
}


@pytest.mark.parametrize(("cls", "base"), BASES.items(), ids=lambda item: item.__name__)
def test_every_error_derives_from_error_and_a_builtin(cls, base):
    assert issubclass(cls, tco.Error)
    assert issubclass(cls, base)
    assert cls.__doc__


def test_parse_error_says_where_what_and_what_to_do():
    with pytest.raises(tco.ParseError) as raised:
        _core.PriceBook.parse_prices('{"schema_version": "1", "table": 5}', "my.json")
    error = raised.value
    assert error.file == "my.json"
    assert error.json_path.startswith("$")
    assert error.expected
    assert error.found
    assert error.file in str(error)


def test_price_not_found_carries_the_nearest():
    with pytest.raises(tco.PriceNotFoundError) as raised:
        tco.price_book().price("fargate/ecs/linux/x86_64/vcpus", "us-east-1")
    error = raised.value
    assert error.key == "fargate/ecs/linux/x86_64/vcpus"
    assert error.region == "us-east-1"
    assert "fargate/ecs/linux/x86_64/vcpu" in error.candidates
    assert isinstance(error, LookupError)


def test_ambiguous_prices_are_never_answered_by_the_first():
    row = tco.price_book().price("fargate/ecs/linux/x86_64/vcpu", "us-east-1")
    with pytest.raises(tco.AmbiguousPriceError) as raised:
        tco.price_book().with_prices([row, row])
    assert raised.value.key == row.key
    assert len(raised.value.matches) == 2


def test_unknown_region_names_the_nearest():
    with pytest.raises(tco.InvalidInputError, match="us-east-1") as raised:
        tco.compare(tco.read_scenario(scenario()), region="us-esat-1")
    assert raised.value.value == "us-esat-1"
    assert raised.value.field
    assert raised.value.allowed


def test_infeasible_carries_reasons():
    huge = tco.Resources(cpu=tco.Cpu.from_vcpu(64), memory=tco.Bytes.from_gib(512))
    rates = _core.FargateRates(vcpu_hour=tco.Money("0.04", "USD"), gib_hour=tco.Money("0.004", "USD"))
    with pytest.raises(tco.InfeasibleError) as raised:
        _core.size_fargate_task(tco.Task(request=huge, fargate_request=huge), _core.ControlPlane.ecs, rates)
    assert raised.value.item
    assert raised.value.reasons


def test_a_missing_price_book_is_an_oserror_with_its_path(tmp_path):
    with pytest.raises(OSError, match=r"price_book\.json") as raised:
        tco.load_prices(tmp_path)
    assert isinstance(raised.value, tco.FileError)
    assert raised.value.errno == 2
    assert str(tmp_path) in str(raised.value.filename)


def test_errors_survive_pickling():
    with pytest.raises(tco.PriceNotFoundError) as raised:
        tco.price_book().price("nothing", "us-east-1")
    back = pickle.loads(pickle.dumps(raised.value))
    assert type(back) is tco.PriceNotFoundError
    assert str(back) == str(raised.value)
    assert back.candidates == raised.value.candidates


def test_errors_made_by_hand_carry_their_message_only():
    error = tco.InvalidInputError("too hot")
    assert str(error) == "too hot"
    assert error.field == ""


def test_messages_show_no_control_characters():
    for text in ("\x1b[31mred", "a\x00b", "\u202eevil"):
        with pytest.raises(tco.InvalidInputError) as raised:
            tco.Deployment.parse(text)
        assert "\x1b" not in str(raised.value)
        assert "\x00" not in str(raised.value)


def test_no_message_names_a_cpp_type():
    with pytest.raises(TypeError) as raised:
        tco.Resources(cpu=1)
    assert "::" not in str(raised.value)
