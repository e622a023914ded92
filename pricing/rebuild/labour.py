"""pricing/labour/rates.json: loaded hourly cost by country and role.

pricing/labour/activities.json is written by hand: its hours are judgement, not a copy of a table.
"""

from sources import read
from table import rows_text

KOSA = "KOSA average wages of software engineers 2025 (survey 2024, statistics approval 375001), three copies"
KOSA_NOTE = "already loaded: bonus, severance reserve and employer insurance included"
OEWS = "BLS OEWS median wage 2024-05 times BLS ECEC total/wages 2025-06 (45.65 / 32.07 = 1.4234)"
EUROSTAT = "Eurostat hourly labour cost levels 2024 (lc_lci_lev, release 2025-03)"
EU_NOTE = "whole economy, all occupations, employer contributions included; not an IT wage"
OPERATOR = "information_system_operator (DBA, network engineer, IT system operator)_average"
ARCHITECT = "it_architect (incl. infrastructure architect)_average"
WHOLE_ECONOMY = "hourly_labour_cost_whole_economy"

# country, facts item, facts year, role, as_of, source, confidence, note
CHOSEN = [
    ("US", "loaded_hour_systems_administrator", None, "systems_administrator", "2025-06", OEWS, "derived",
     "46.54 wage (read from a secondary page) x 1.4234; the exact product is 66.245; for patching and host work"),
    ("US", "loaded_hour_devops_or_sre", None, "devops_engineer", "2025-06", OEWS, "derived",
     "63.98 wage (read from a secondary page) x 1.4234; software developers stand in; for cluster and platform work"),
    ("US", "ecec_private_industry_total_compensation", "2025-06", "whole_economy_average", "2025-06",
     "BLS ECEC 2025-06, USDL-25-1358", "verified", "private industry, all occupations, benefits included"),
    ("KR", OPERATOR, "2025", "systems_administrator", "2025", KOSA, "verified",
     KOSA_NOTE + "; the class also holds database and network engineers"),
    ("KR", ARCHITECT, "2025", "devops_engineer", "2025", KOSA, "assumption",
     KOSA_NOTE + "; the survey has no DevOps class, the IT architect class stands in"),
    ("KR", ARCHITECT, "2025", "it_architect", "2025", KOSA, "verified", KOSA_NOTE),
    ("KR", "application_sw_developer_average", "2025", "application_developer", "2025", KOSA, "verified", KOSA_NOTE),
    ("KR", "system_sw_developer_average", "2025", "system_software_developer", "2025", KOSA, "verified", KOSA_NOTE),
    ("KR", "it_support_technician_average", "2025", "support_technician", "2025", KOSA, "verified", KOSA_NOTE),
    ("KR", "information_security_specialist_average", "2025", "security_specialist", "2025", KOSA, "verified",
     KOSA_NOTE),
    ("KR", "it_pm_average", "2025", "project_manager", "2025", KOSA, "verified", KOSA_NOTE),
    *[(country, WHOLE_ECONOMY, "2024", "whole_economy_average", "2024", EUROSTAT, "verified", EU_NOTE)
      for country in ("BE", "BG", "DK", "EA20", "EU27", "HU", "LU", "RO")],
    *[(country, WHOLE_ECONOMY, "2024", "whole_economy_average", "2024", EUROSTAT, "single_source", EU_NOTE)
      for country in ("GR", "LT", "LV", "NL")],
]  # fmt: skip

# published in code, not in the facts table
PUBLISHED = {
    "country": "US",
    "role": "salary_150k_2080h",
    "hourly_loaded": "72.12",
    "currency": "USD",
    "as_of": "2026-05",
    "source": "aws-samples/sample-ecs-managed-instances-pricing-calculator",
    "confidence": "single_source",
    "note": "exactly 150000/2080; a salary, whether it is loaded is not said",
}


def build(facts):
    """Return the text of labour/rates.json."""
    table = read(facts / "services" / "labour.csv")
    rows = [PUBLISHED]
    for country, item, year, role, as_of, source, confidence, text in CHOSEN:
        found = [
            row for row in table
            if row["region"] == country and row["item"] == item and year in (None, row["year"])
        ]  # fmt: skip
        if len(found) != 1 or not found[0]["unit"].startswith("hour"):
            raise ValueError(f"labour.csv: {country} {item} {year}: {len(found)} rows")
        if (found[0]["confidence"].split()[0].replace("-", "_") != confidence) and confidence != "assumption":
            raise ValueError(f"labour.csv: {country} {item}: confidence is {found[0]['confidence']}")
        rows.append({
            "country": country, "role": role, "hourly_loaded": found[0]["value"],
            "currency": found[0]["currency_or_kind"], "as_of": as_of, "source": source,
            "confidence": confidence, "note": text,
        })  # fmt: skip
    rows.sort(key=lambda row: (row["country"], row["role"]))
    return rows_text([("schema_version", '"1"')], rows)
