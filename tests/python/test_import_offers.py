"""The import from Python: any object with read(n) is a file, and what a caller's function raises comes through."""

import gzip
import io
from decimal import Decimal
from pathlib import Path

import pytest
from container_tco import _core as core

DATA = Path(__file__).parents[1] / "core" / "offers" / "data"
KEY = "fargate/ecs/linux/x86_64/vcpu"


@pytest.fixture(scope="module")
def book():
    return core.PriceBook.bundled()


def price(result, key, region):
    (row,) = [row for row in result.prices if (row.key, row.region) == (key, region)]
    return row.unit_price().money.amount


def test_a_gzip_file_is_read_while_it_is_decompressed(book, tmp_path) -> None:
    path = tmp_path / "ecs.json.gz"
    path.write_bytes(gzip.compress((DATA / "ecs.json").read_bytes()))
    with gzip.open(path) as file:
        result = core.import_offers([(str(path), file)], book)
    assert price(result, KEY, "us-east-1") == Decimal("0.04048")
    assert result.files[0].bytes_read == (DATA / "ecs.json").stat().st_size


def test_several_files_are_one_result_and_can_be_laid_on_a_book(book) -> None:
    with (DATA / "ecs.csv").open("rb") as ecs, (DATA / "eks.json").open("rb") as eks:
        result = core.import_offers([("ecs.csv", ecs), ("eks.json", eks)], book)
    assert [file.offer for file in result.files] == ["AmazonECS", "AmazonEKS"]
    assert result.files[0].skipped["usage type"].count == 2
    row = book.with_prices([row for row in result.prices if row.key == KEY]).price(KEY, "us-east-1")
    assert row.provenance.source == "AWS Price List AmazonECS 20260917001122"


def test_only_the_regions_asked_for_are_taken(book) -> None:
    with (DATA / "ec2.json").open("rb") as file:
        result = core.import_offers([("ec2.json", file)], book, regions=["us-west-2"])
    assert {row.region for row in result.prices} == {"us-west-2"}
    with pytest.raises(ValueError, match="mars-east-1"):
        core.import_offers([("ec2.json", io.BytesIO(b""))], book, regions=["mars-east-1"])


def test_spot_averages_are_exact(book) -> None:
    changes = b'{"SpotPriceHistory": [%s]}' % b",".join(
        b'{"AvailabilityZone": "us-east-1a", "InstanceType": "m5.large", "ProductDescription": "Linux/UNIX",'
        b'"SpotPrice": "%s", "Timestamp": "2026-11-20T0%d:00:00Z"}' % change
        for change in ((b"0.03", 0), (b"0.05", 3), (b"0.04", 4))
    )
    (spot,) = core.import_offers([("spot.json", io.BytesIO(changes))], book).spot
    # (3 h x 0.03 + 1 h x 0.05) / 4 h
    assert spot.average.amount == Decimal("0.035")


def test_a_cut_off_file_raises_and_carries_what_was_kept(book) -> None:
    text = (DATA / "ecs.json").read_bytes()
    with pytest.raises(core.OfferImportError, match="cut off") as caught:
        core.import_offers([("ecs.json", io.BytesIO(text[: text.index(b"FlatRate")]))], book)
    assert caught.value.file == "ecs.json"
    assert "byte" in caught.value.where
    assert len(caught.value.kept.prices) == 10
    assert isinstance(caught.value, ValueError)


def test_progress_is_told_and_may_stop(book) -> None:
    told = []
    text = (DATA / "ecs.json").read_bytes()
    core.import_offers([("a", io.BytesIO(text))], book, progress=lambda name, count: told.append((name, count)))
    assert told[-1] == ("a", len(text))
    with pytest.raises(core.OfferImportError, match="stopped"):
        core.import_offers([("a", io.BytesIO(text))], book, progress=lambda name, count: False)


@pytest.mark.parametrize("name", ["ecs.json", "ecs.csv"])
def test_exceptions_of_the_caller_come_through(book, name) -> None:
    def interrupt(*_):
        raise KeyboardInterrupt

    class Broken(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("the disk is gone")

    with (DATA / name).open("rb") as file, pytest.raises(KeyboardInterrupt):
        core.import_offers([(name, file)], book, progress=interrupt)
    with pytest.raises(OSError, match="the disk is gone"):
        core.import_offers([(name, Broken())], book)


def test_a_file_in_text_mode_is_refused(book) -> None:
    with pytest.raises(TypeError, match="binary mode"):
        core.import_offers([("ecs.json", io.StringIO("{}"))], book)


def test_two_prices_of_one_key_name_both_files(book) -> None:
    text = (DATA / "ecr.json").read_bytes()
    other = io.BytesIO(text.replace(b"0.1000000000", b"0.2000000000"))
    with pytest.raises(core.AmbiguousPriceError) as caught:
        core.import_offers([("a.json", io.BytesIO(text)), ("b.json", other)], book)
    assert caught.value.matches == ["SKU STORAGE in a.json: USD 0.1", "SKU STORAGE in b.json: USD 0.2"]
