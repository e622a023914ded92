"""`pack`: items and host types in, a plan with its proof out; bad input is named by its place."""

import itertools
import json
import pickle
import random
from collections import namedtuple
from decimal import Decimal
from fractions import Fraction

import container_tco as tco
import pytest
from container_tco import _core

# 10 vCPU at 1 GiB each: one large (8 vCPU, 40) and one small (2 vCPU, 12) make 52; two large 80, five small 60.
ITEMS = [tco.Item("a", 1, 1, count=10)]
TYPES = [tco.HostType("large", 8, 32, weight=40), tco.HostType("small", 2, 8, weight=12)]


def checked(*arguments, **options):
    plan = tco.pack(*arguments, **options)
    assert plan.verify() == []
    assert plan.check_bound() == []
    return plan


def test_a_mix_of_types_is_lighter_than_any_one_of_them():
    plan = checked(ITEMS, TYPES)
    assert plan.total_weight == 52
    assert plan.new_hosts == {"large": 1, "small": 1}
    assert plan.is_complete
    assert plan.lower_bound == 52
    assert plan.every_way_tried
    assert plan.bound_by == "trying every way"
    assert plan.stopped_by == ""


def test_a_plan_names_its_hosts_and_says_where_each_item_is():
    plan = checked(ITEMS, TYPES)
    assert sorted((host.type, host.count, host.holds) for host in plan.hosts) == [
        ("large", 1, {"a": 8}),
        ("small", 1, {"a": 2}),
    ]
    assert sum(placed.copies for placed in plan.placements["a"]) == 10
    large = next(host for host in plan.hosts if host.type == "large")
    assert large.used == tco.Resources(cpu=tco.Cpu.from_vcpu(8), memory=tco.Bytes.from_gib(8))


def cheapest_by_trying_all(sizes, types):
    """The least weight over all ways to split copies of one vCPU size into hosts, by brute force."""
    best = {0: 0}
    for size in sizes:
        assert size == 1  # One unit each keeps the oracle a plain coin problem.
    for total in range(1, len(sizes) + 1):
        best[total] = min(best[max(0, total - vcpu)] + weight for vcpu, weight in types)
    return best[len(sizes)]


@pytest.mark.parametrize("seed", range(6))
def test_small_instances_equal_an_exhaustive_search(seed):
    choose = random.Random(seed)
    types = [(vcpu, choose.randint(3, 9) * vcpu // 2 + 1) for vcpu in (1, 2, 3, 5)]
    copies = choose.randint(3, 12)
    plan = checked(
        [tco.Item(f"i{n}", 1, "0.5") for n in range(copies)],
        [tco.HostType(f"t{vcpu}", vcpu, 64, weight=weight) for vcpu, weight in types],
    )
    assert plan.total_weight == cheapest_by_trying_all([1] * copies, types)


def test_weights_with_digits_are_exact():
    types = [tco.HostType("a", 8, 32, weight="0.40"), tco.HostType("b", 2, 8, weight=Decimal("0.125"))]
    plan = checked(ITEMS, types)
    assert plan.total_weight == Decimal("0.525")
    assert isinstance(plan.total_weight, Decimal)
    thirds = checked([tco.Item("a", 1, 1)], [tco.HostType("t", 1, 1, weight=Fraction(1, 3))])
    assert thirds.total_weight == Fraction(1, 3)
    assert "0.525" in plan.to_text()
    assert plan.to_dict()["total_weight"] == "0.525"


def test_every_way_to_give_rows_means_the_same():
    import pandas

    expected = checked(ITEMS, TYPES).to_dict()
    row = {"id": "a", "vcpu": "1", "memory_gib": 1, "count": 10}
    Record = namedtuple("Record", row)
    types = [
        {"name": "large", "cpu_milli": 8000, "memory_mib": 32768, "weight": 40},
        {"name": "small", "cpu_units": "2048", "memory_bytes": 8 << 30, "weight": "12"},
    ]

    class ArrowLike:
        def to_pylist(self):
            return [row]

    class PolarsLike:
        def to_dicts(self):
            return [row]

    for items in (
        [row],
        (one for one in [row]),
        [Record(**row)],
        [{"name": "a", "cpu_units": 1024, "memory_mib": "1024", "count": "10", "labels": None, "zones": ""}],
        pandas.DataFrame([{**row, "vcpu": 1}]),
        ArrowLike(),
        PolarsLike(),
    ):
        assert tco.pack(items, types).to_dict() == expected


def test_the_order_of_the_input_does_not_matter():
    items = [tco.Item(f"i{n}", Decimal(n % 7 + 1) / 4, Decimal(n % 5 + 1) / 2) for n in range(40)]
    seen = {
        json.dumps(sorted((h.type, h.count, sorted(h.holds.items())) for h in tco.pack(order, types).hosts))
        for order in (items, items[::-1])
        for types in itertools.permutations(TYPES)
    }
    assert len(seen) == 1


def test_zones_may_have_names():
    plan = checked(
        [tco.Item("a", 1, 1, count=4), tco.Item("b", 1, 1, zones=["east"])],
        [tco.HostType("t", 4, 8, weight=5, existing={"west": 1})],
        zones=["east", "west"],
    )
    assert {host.zone for host in plan.hosts} == {"east", "west"}
    assert [placed.host.zone for placed in plan.placements["b"]] == ["east"]
    assert plan.total_weight == 5  # East: 3 copies on a new host; west: 2 on the one that is there.
    numbered = checked([tco.Item("b", 1, 1, zones=[1])], [tco.HostType("t", 4, 8, weight=5)], zones=2)
    assert numbered.hosts[0].zone == "1"


def test_daemons_minima_and_spares():
    daemon = {"id": "agent", "vcpu": 1, "memory_gib": 1}
    plan = checked([tco.Item("a", 1, 1, count=6)], [tco.HostType("t", 4, 8, weight=10)], daemons=[daemon])
    assert plan.total_weight == 20  # 3 copies beside the agent on each host.
    spare = checked([tco.Item("a", 1, 1)], [tco.HostType("t", 4, 8, weight=10)], survive_host_loss=True)
    assert spare.total_weight == 20
    # Four hosts at the least: five small ones, 60, are lighter than a large with three small ones, 76.
    assert checked(ITEMS, TYPES, min_hosts=4).total_weight == 60
    assert checked(ITEMS, TYPES, max_types=1).total_weight == 60


def test_groups_share_limits_and_target_capacity_keeps_a_reserve():
    types = [tco.HostType("a", 4, 8, weight=1, group="few"), tco.HostType("b", 4, 8, weight=3)]
    eight = [tco.Item("i", 1, 1, count=8)]
    limited = checked(eight, types, groups=[{"name": "few", "max_hosts": 1}])
    assert limited.new_hosts == {"a": 1, "b": 1}
    with pytest.raises(tco.InvalidInputError, match=r"types\[0\]\.group: expected a group .*'few'"):
        tco.pack(eight, types)
    # Two hosts in use × 100 / 50.
    assert checked(eight, types[1:], target_capacity_percent=50).host_count == 4
    with pytest.raises(tco.InvalidInputError, match="max_hsots"):
        tco.pack(eight, types, groups=[{"name": "few", "max_hsots": 1}])


def test_a_host_attaches_only_so_many_volumes():
    item = tco.Item("db", 1, 1, count=6, volumes=1)
    assert checked([item], [tco.HostType("t", 8, 8, weight=1, volumes=3)]).host_count == 2


def test_copies_on_a_host_may_be_limited():
    item = tco.Item("i", 1, 1, count=6, max_copies_per_host=2)
    assert checked([item], [tco.HostType("t", 8, 8, weight=1)]).host_count == 3


def test_labels_and_taints_decide():
    types = [
        tco.HostType("arm", 4, 8, weight=1, labels="arch=arm64"),
        tco.HostType("x86", 4, 8, weight=3, labels="arch=x86"),
        tco.HostType("spot", 4, 8, weight=1, taints=["spot"]),
    ]
    assert checked([tco.Item("a", 1, 1, labels="arch=x86")], types).new_hosts == {"x86": 1}
    assert checked([tco.Item("a", 1, 1, tolerations=["spot"])], types[1:]).new_hosts == {"spot": 1}


def test_what_fits_nowhere_names_the_closest_type_and_by_how_much():
    plan = checked([tco.Item("big", 9, 4), tco.Item("a", 1, 1)], TYPES)
    assert not plan.is_complete
    left = plan.unplaced[0]
    assert (left.id, left.copies) == ("big", 1)
    assert left.reason == 'no host type takes it; closest is "large": needs 9 vCPU; the host offers 8 vCPU'
    assert plan.placements["big"] == []
    assert left.reason in plan.to_text()


def test_contradictory_labels_are_a_reason_and_not_an_error():
    types = [tco.HostType("arm", 4, 8, weight=1, labels="arch=arm64")]
    plan = checked([tco.Item("a", 1, 1, labels="arch=arm64,arch=x86")], types)
    assert plan.unplaced[0].reason == 'no host type takes it; closest is "arm": lacks the label "arch=x86"'


def test_without_types_nothing_is_placed():
    plan = checked(ITEMS, [])
    assert plan.unplaced[0].reason == "there is no host type to place it on"
    assert plan.host_count == 0


def test_without_items_there_is_nothing_to_place():
    plan = checked([], TYPES)
    assert (plan.total_weight, plan.lower_bound, plan.gap, plan.unplaced) == (0, 0, 0, [])
    assert "nothing to place" in plan.to_text()
    assert plan.to_pandas().empty


def test_a_limit_leaves_out_what_it_must_and_says_so():
    plan = checked(ITEMS, TYPES, max_hosts=1)
    assert plan.new_hosts == {"large": 1}
    assert plan.stopped_by.startswith("max_hosts")
    assert plan.unplaced[0].copies == 2
    assert plan.gap is None


def test_the_strong_bound_is_proven_on_request():
    items = [tco.Item(f"i{n}", Decimal(n % 9 + 1) / 4, Decimal(n % 7 + 1) / 2, count=5) for n in range(20)]
    plan = checked(items, TYPES, strong_bound=True)
    assert plan.packed.plan.strong_bound is not None
    assert plan.packed.plan.fast_bound.weight <= plan.lower_bound <= plan.total_weight


BAD_ITEMS = [
    ([{"id": "a", "vcpu": 1, "memory_gib": 1}] * 2, r"items\[1\]\.id: expected ids that differ .*'a'"),
    ([{"id": "a", "vcpu": "-1", "memory_gib": 1}], r"items\[0\]\.vcpu: expected .*, found '-1'"),
    ([{"id": "a", "vcpu": "NaN", "memory_gib": 1}], r"items\[0\]\.vcpu: .*'NaN'"),
    ([{"id": "a", "vcpu": Decimal("NaN"), "memory_gib": 1}], r"items\[0\]\.vcpu: .*'NaN'"),
    ([{"id": "a", "vcpu": "1e40", "memory_gib": 1}], r"items\[0\]\.vcpu: .*100,000"),
    ([{"id": "a", "vcpu": Decimal("1e999999"), "memory_gib": 1}], r"items\[0\]\.vcpu"),
    ([{"id": "a", "vcpu": 1, "memory_mib": 10**30}], r"items\[0\]\.memory_mib"),
    ([{"id": "a", "vcpu": "half", "memory_gib": 1}], r"items\[0\]\.vcpu: .*'half'"),
    ([{"id": "a", "vcpu": 1, "memory_gib": 1, "count": -1}], r"items\[0\]\.count: expected 0 to .*'-1'"),
    ([{"id": "a", "vcpu": 1, "memory_gib": 1, "count": 10**40}], r"items\[0\]\.count"),
    ([{"id": "a", "vcpu": 1, "memory_gib": 1, "count": "2.5"}], r"items\[0\]\.count: expected a whole number"),
    ([{"id": "a", "vcpu": 1, "memory_gib": 1, "zones": ["c"]}], r"items\[0\]\.zones: expected a zone of the fleet"),
    ([{"id": "a", "vcpu": 1, "memory_gib": 1, "cuont": 2}], r"items\[0\]: .*'cuont'; nearest: count"),
    ([{"id": "a", "vcpu": 1, "cpu_milli": 1000, "memory_gib": 1}], r"items\[0\]: expected one of vcpu"),
    ([{"id": "a", "vcpu": 1}], r"items\[0\]: expected one of memory_gib"),
    ([{"vcpu": 1, "memory_gib": 1}], r"items\[0\]: expected id or name, found none"),
    ([{"id": "a", "vcpu": 1, "memory_gib": 1, "count": 10_000_001}], r"items\[0\]\.count"),
    ([{"id": n, "vcpu": 1, "memory_gib": 1, "count": 9_000_000} for n in "ab"], r"items, all counts together"),
    ([{"id": "\x1b[31m", "vcpu": "\x1b", "memory_gib": 1}], r"items\[0\]\.vcpu: .*\\x1b"),
]


@pytest.mark.parametrize(("items", "message"), BAD_ITEMS)
def test_bad_items_are_named_by_their_place(items, message):
    with pytest.raises(tco.InvalidInputError, match=message) as caught:
        tco.pack(items, TYPES)
    assert "\x1b" not in str(caught.value)


BAD_TYPES = [
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": 1}] * 2, r"types\[1\]\.name: expected names that differ"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": 0}], r"types\[0\]\.weight: expected a number above zero"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": "-2"}], r"types\[0\]\.weight: .*'-2'"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1}], r"types\[0\]\.weight: .*'none'"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": "NaN"}], r"types\[0\]\.weight: .*'NaN'"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": 10**16}], r"types\[0\]: expected weights of at most 10\^15"),
    (
        [
            {"name": "t", "vcpu": 1, "memory_gib": 1, "weight": "0.0000000001"},
            {"name": "u", "vcpu": 1, "memory_gib": 1, "weight": 1_000_000},
        ],
        r"types\[1\]: expected weights of at most 10\^15 when all are counted in 1/10000000000",
    ),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": 1, "existing": {"z": 1}}], r"types\[0\]\.zones"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": 1, "existing": [1, 2, 3]}], r"types\[0\]\.existing"),
    ([{"name": "t", "vcpu": 1, "memory_gib": 1, "weight": 1, "network_slots": "x"}], r"types\[0\]\.network_slots"),
]


@pytest.mark.parametrize(("types", "message"), BAD_TYPES)
def test_bad_types_are_named_by_their_place(types, message):
    with pytest.raises(tco.InvalidInputError, match=message):
        tco.pack(ITEMS, types)


def test_a_float_is_refused_with_a_hint():
    for row in ({"vcpu": 0.1, "memory_gib": 1}, {"vcpu": 1, "memory_gib": float("nan")}):
        with pytest.raises(TypeError, match=r"items\[0\]\.\w+: expected an exact number.*cpu_milli"):
            tco.pack([{"id": "a", **row}], TYPES)
    with pytest.raises(TypeError, match=r"types\[0\]\.weight.*digits as text"):
        tco.pack(ITEMS, [tco.HostType("t", 1, 1, weight=0.1)])
    with pytest.raises(TypeError, match=r"items\[0\]\.count: expected a whole number"):
        tco.pack([tco.Item("a", 1, 1, count=2.0)], TYPES)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"zones": 0}, tco.InvalidInputError, "zones: expected 1 to 100"),
        ({"zones": 101}, tco.InvalidInputError, "zones"),
        ({"zones": "a,a"}, tco.InvalidInputError, "names that differ"),
        ({"zones": 1.0}, TypeError, "zones"),
        ({"min_hosts": -1}, tco.InvalidInputError, "min_hosts: expected 0 or more"),
        ({"min_hosts": 5, "max_hosts": 4}, tco.InvalidInputError, "max_hosts: expected at least the minimum of 5"),
        ({"max_types": 0}, tco.InvalidInputError, "max_types"),
        ({"headroom_percent": 1001}, tco.InvalidInputError, "headroom_percent: expected 0 to 1000"),
        ({"iteration_limit": 10**30}, tco.InvalidInputError, "iteration_limit"),
        ({"seed": "1"}, TypeError, "seed: expected an int"),
        ({"strong_bound": 1}, TypeError, "strong_bound: expected True or False"),
        ({"daemons": [{"id": "d", "vcpu": -1, "memory_gib": 0}]}, tco.InvalidInputError, r"daemons\[0\]\.vcpu"),
        ({"iterations": 5}, TypeError, "iterations"),
    ],
)
def test_bad_options_are_named(options, error, message):
    with pytest.raises(error, match=message):
        tco.pack(ITEMS, TYPES, **options)


@pytest.mark.parametrize("items", [None, 5, "items.csv", {"id": "a"}, [5], ["a"], tco.Item("a", 1, 1)])
def test_what_is_no_list_of_rows_is_refused(items):
    with pytest.raises(TypeError, match="items"):
        tco.pack(items, TYPES)


def test_unknown_columns_are_accepted_on_request():
    row = {"id": "a", "vcpu": 1, "memory_gib": 1, "qos": "BE", "gpu_spec": ""}
    with pytest.raises(tco.InvalidInputError, match="qos"):
        tco.pack([row], TYPES)
    assert tco.pack([row], TYPES, ignore_unknown=True).total_weight == 12


def test_a_plan_shows_itself_without_harm():
    hostile = "<script>alert(1)</script>\x1b[31m|*x*"
    plan = checked(
        [tco.Item(hostile, 1, 1), tco.Item("=1+1", 100, 1)],
        [tco.HostType(hostile, 4, 8, weight=1)],
        zones=["\x1b", "b"],
    )
    assert repr(plan) == plan.to_text()
    assert plan._repr_html_() == plan.to_html()
    assert "<script" not in plan.to_html()
    for text in (plan.to_text(), plan.to_html(), plan.to_markdown()):
        assert "\x1b" not in text
    assert "\n=1+1" not in plan.to_csv() and ",=1+1" not in plan.to_csv()


def test_a_long_plan_shows_its_beginning_and_csv_all():
    items = [tco.Item(f"i{n:03}", 1, 1, exclusive=["port 80"]) for n in range(60)]
    plan = checked(items, [tco.HostType("t", 1, 1, weight=1)])
    assert "The first 40 of 60 groups" in plan.to_text()
    assert len(plan.to_csv().splitlines()) == 61
    assert len(plan.to_pandas()) == 60


def test_the_json_of_a_plan_gives_the_same_plan_again(tmp_path):
    daemon = tco.Item("agent", "0.1", "0.1", labels="l")
    types = [
        tco.HostType(
            "t", 4, 8, weight="1.5", labels="l", taints="x", network_slots=3, max_new_hosts=9, existing=[1, 0]
        ),
        tco.HostType("gpu", 4, 8, weight="7.25", gpus=1, group="g"),
    ]
    items = [
        tco.Item("a", "0.5", "1.25", count=7, network_slots=1, tolerations="x", exclusive="p", zones=["a"]),
        tco.Item("g", 1, 1, gpus=1),
    ]
    plan = checked(
        items, types, zones="a,b", daemons=[daemon], groups=[{"name": "g", "min_hosts": 1}], headroom_percent=5, seed=3
    )
    file = tmp_path / "plan.json"
    file.write_text(plan.to_json(), encoding="utf-8")
    again = tco.pack(**tco.load_fleet(file))
    assert again.to_json() == plan.to_json()
    assert pickle.loads(pickle.dumps(plan.packed)) == plan.packed


def test_a_bound_with_a_wrong_proof_is_found():
    plan = checked(ITEMS, TYPES)
    heavier = plan.packed.plan.fast_bound.with_(weight=1000)
    assert _core.check_bound(heavier, plan.packed.items, plan.packed.types, plan.packed.options)
    lost = plan.packed.with_(plan=plan.packed.plan.with_(hosts=[]))
    assert lost.verify()


def test_a_plan_of_other_items_is_not_shown():
    plan = checked(ITEMS, TYPES)
    with pytest.raises(tco.InvalidInputError, match="plan"):
        _core.render(plan.packed.with_(items=[]), _core.ReportFormat.table)


@pytest.mark.slow
def test_twenty_thousand_distinct_items_finish():
    items = [
        {"id": f"i{n}", "cpu_milli": 100 + 13 * n % 3911, "memory_mib": 200 + 29 * n % 15013} for n in range(20_000)
    ]
    types = [
        tco.HostType(f"{family}.{size}", size, size * gib, weight=price * size)
        for family, gib, price in (("c", 2, 85), ("m", 4, 96), ("r", 8, 126))
        for size in (2, 4, 8, 16, 32)
    ]
    plan = checked(items, types, iteration_limit=2_000)
    assert plan.is_complete
    assert plan.gap is None or plan.gap < Fraction(1, 10)
    assert plan.stopped_by  # It says at which limit it stopped.
