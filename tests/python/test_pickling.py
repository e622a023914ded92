"""Prices and comparers in another process: what arrives is what was sent, or an error says why not."""

import copy
import multiprocessing
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import container_tco as tco
import pytest
from container_tco import pickling

pa = pytest.importorskip("pyarrow")
from own_prices import OWN_PRICE, VCPU, own_book  # noqa: E402
from service_rows import OPTIONS, service_rows  # noqa: E402

SHOP = Path(__file__).parents[2] / "notebooks" / "shop"


def there_and_back(value):
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("period", ["730", "720.5", "2026-02", "672", Fraction(1, 3)], ids=str)
def test_periods(period):
    period = tco.BillingPeriod.parse(period) if isinstance(period, str) else tco.BillingPeriod(period)
    back = there_and_back(period)
    assert back == period
    assert back.name == period.name


def test_rows_and_rates():
    book = tco.price_book()
    tiered = next(row for row in book.prices("transfer") if row.is_tiered)
    for value in (tiered, book.find_price(VCPU, "us-east-1"), book.labour, tco.load_contract(SHOP / "contract.json")):
        assert there_and_back(value) == value
        assert copy.deepcopy(value) == value


def test_the_bundled_book_travels_as_its_digest():
    assert there_and_back(tco.price_book()).digest == tco.price_book().digest
    assert len(pickle.dumps(tco.price_book())) < 500


def test_a_process_with_other_bundled_prices_says_so():
    with pytest.raises(tco.InvalidInputError, match=r"expected version 2020-01-01 \(sha256:0\), found version 20\d\d-"):
        pickling._bundled_book("2020-01-01", "sha256:0")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return own_book(tmp_path_factory.mktemp("prices"))


def test_a_book_of_ones_own_travels_with_its_prices(book):
    pickled = pickle.dumps(book)
    assert pickle.dumps(book) == pickled
    back = pickle.loads(pickled)
    assert back.find_price(VCPU, "us-east-1").unit_price().money == tco.Money(OWN_PRICE, "USD")
    assert back.find_price(VCPU, "eu-west-1") == book.find_price(VCPU, "eu-west-1")
    assert back.version == book.version
    assert pickle.loads(pickled) is back  # read once in a process


def results_of(comparer, table):
    return comparer.compare(table).to_arrow(), comparer.summary.rows


@pytest.mark.parametrize("contract", [None, SHOP / "contract.json"])
def test_a_comparer_in_a_process_of_its_own(contract):
    table = service_rows(200)
    comparer = tco.RowComparer(**OPTIONS, contract=contract, instance_types=["m7g.large", "m7i.large"])
    expected = comparer.compare(table).to_arrow()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found, rows = pool.apply(results_of, (comparer, table))
    assert found.equals(expected)
    assert rows == 200  # and not the 400 of a comparer that goes on


def test_a_comparer_takes_its_prices_along(book):
    table = pa.table({"region": ["us-east-1"], "vcpu": [1], "memory_gib": [2]})
    back = there_and_back(tco.RowComparer(prices=book, deployments="ecs-fargate"))
    found = back.compare(table).to_arrow().column("ecs_fargate_infrastructure")[0].as_py()
    # 1 vCPU × 730 h × $0.05 (ours) + 2 GB × 730 h × $0.004445; what else a task costs is the same with either price.
    bundled = tco.batch_compare(table, deployments="ecs-fargate").to_arrow().column("ecs_fargate_infrastructure")[0]
    assert found - bundled.as_py() == 730 * (Decimal(OWN_PRICE) - Decimal("0.04048"))


def test_what_cannot_be_pickled_is_refused():
    class Local(str):
        pass

    comparer = tco.RowComparer(columns={"vcpu": Local("cpu")})
    with pytest.raises((AttributeError, pickle.PicklingError)):
        pickle.dumps(comparer)
