"""pricing/instance_types.json: what each EC2 type has. Empty in the facts is null here, never 0."""

from sources import INSTANCE_TYPE_SOURCES, read
from table import Provenance, dumps, rows_text

INTEGER, TEXT, FLAG, DECIMAL = "integer", "text", "flag", "decimal"

# our column, column of the facts, kind
COLUMNS = [
    ("instance_type", "instance_type", TEXT),
    ("vcpu", "vcpu", INTEGER),
    ("memory_mib", "memory_mib", INTEGER),
    ("architecture", "arch", TEXT),
    ("current_generation", "current_generation", FLAG),
    ("burstable", "burstable", FLAG),
    ("bare_metal", "bare_metal", FLAG),
    ("gpu_count", "gpu_count", INTEGER),
    ("gpu_model", "gpu_model", TEXT),
    ("accelerator_count", "accelerator_count", INTEGER),
    ("accelerator_model", "accelerator_model", TEXT),
    ("max_enis", "max_enis", INTEGER),
    ("ipv4_per_eni", "ipv4_per_eni", INTEGER),
    ("trunking_compatible", "trunking_compatible", FLAG),
    ("trunk_enis", "trunk_enis", INTEGER),
    ("eni_max_pods", "eni_max_pods", INTEGER),
    ("network_baseline_gbps", "network_baseline_gbps", DECIMAL),
    ("network_peak_gbps", "network_peak_gbps", DECIMAL),
    ("ebs_baseline_mbps", "ebs_baseline_mbps", INTEGER),
    ("ebs_max_mbps", "ebs_max_mbps", INTEGER),
    ("local_nvme_gb", "local_nvme_gb", INTEGER),
    ("hypervisor", "hypervisor", TEXT),
    ("baseline_cpu_percent", "burst_baseline_pct_per_vcpu", DECIMAL),
    ("k8s_alloc_cpu_m", "k8s_alloc_cpu_m", INTEGER),
    ("k8s_alloc_memory_mib", "k8s_alloc_memory_mib", INTEGER),
]

NOTE = "confidence speaks of vCPU and memory; other columns may rest on one of these sources"

# (type, column) -> value and why, where the gathered table is known to be wrong
CORRECTIONS = {("i3.metal", "vcpu"): (72, "vCPU is 72: one source says 64, which is i3.16xlarge")}


def _value(text, kind):
    if text == "":
        return None
    if kind == INTEGER:
        return int(text)
    if kind == FLAG:
        return {"true": True, "false": False}[text]
    return text


def _row(facts_row):
    values = {ours: _value(facts_row[theirs], kind) for ours, theirs, kind in COLUMNS}
    if values["architecture"]:
        values["architecture"] = values["architecture"].removesuffix("_mac")
    if values["gpu_count"] == 0 and values["gpu_model"]:
        values["gpu_count"] = None  # a share of one GPU: neither 0 nor a whole number
    notes = [NOTE]
    for (name, column), (value, why) in CORRECTIONS.items():
        if name == values["instance_type"]:
            values[column] = value
            notes.append(why)
    return list(values.values()), "; ".join(notes)


def build(facts):
    """Return the text of instance_types.json."""
    provenance = Provenance()
    rows = []
    for facts_row in sorted(read(facts / "ec2" / "instance_types.csv"), key=lambda r: r["instance_type"]):
        names = facts_row["sources"].split(";")
        values, note = _row(facts_row)
        origin = provenance.key(
            "; ".join(INSTANCE_TYPE_SOURCES[name][0] for name in names),
            max(INSTANCE_TYPE_SOURCES[name][1] for name in names),
            "verified" if len(names) >= 2 else "single_source",
            note,
        )
        rows.append((values, origin))
    ids = provenance.ids()
    head = [
        ("schema_version", '"1"'),
        ("provenance", "{\n" + provenance.lines() + "\n }"),
        ("columns", dumps([ours for ours, _, _ in COLUMNS] + ["provenance"])),
    ]
    return rows_text(head, [[*row, ids[origin]] for row, origin in rows])
