"""Write an AmazonEC2 offer file of a given size in the shape of AWS's: python make_offer_file.py MEGABYTES PATH.

The file always holds the same products that an import selects; what grows with the size are the variants that it must
leave out (tenancy, reservations, installed software, licences), which are most of a real file too.
"""

import sys
from itertools import count, islice

FAMILIES = ("c5", "c6i", "c7g", "m5", "m6i", "m7g", "r5", "r6i", "r7g", "t3")
SIZES = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "metal", "48xlarge")
TYPES = [f"{family}.{size}" for family in FAMILIES for size in SIZES]
SELECTED = [("RunInstances", "Linux"), ("RunInstances:0002", "Windows")]
# usage type, operation, system, software, capacity status, tenancy
LEFT_OUT = [
    ("BoxUsage", "RunInstances:0800", "Windows", "NA", "Used", "Shared"),
    ("BoxUsage", "RunInstances:0010", "RHEL", "NA", "Used", "Shared"),
    ("BoxUsage", "RunInstances:000g", "SUSE", "NA", "Used", "Shared"),
    ("BoxUsage", "RunInstances:0004", "Linux", "SQL Std", "Used", "Shared"),
    ("BoxUsage", "RunInstances:0102", "Windows", "SQL Ent", "Used", "Shared"),
    ("UnusedBox", "RunInstances", "Linux", "NA", "UnusedCapacityReservation", "Shared"),
    ("UnusedBox", "RunInstances:0002", "Windows", "NA", "UnusedCapacityReservation", "Shared"),
    ("Reservation", "RunInstances", "Linux", "NA", "AllocatedCapacityReservation", "Shared"),
    ("DedicatedUsage", "RunInstances", "Linux", "NA", "Used", "Dedicated"),
    ("DedicatedUsage", "RunInstances:0002", "Windows", "NA", "Used", "Dedicated"),
    ("UnusedDed", "RunInstances:0010", "RHEL", "NA", "UnusedCapacityReservation", "Dedicated"),
    ("HostBoxUsage", "RunInstances", "Linux", "NA", "Used", "Host"),
]
RESERVED = [
    (f"R{place}", lease, offering, option)
    for place, (lease, offering, option) in enumerate(
        (lease, offering, option)
        for lease in ("1yr", "3yr")
        for offering in ("standard", "convertible")
        for option in ("No Upfront", "Partial Upfront", "All Upfront")
    )
]

PRODUCT = """    "{sku}" : {{
      "sku" : "{sku}",
      "productFamily" : "Compute Instance",
      "attributes" : {{
        "servicecode" : "AmazonEC2",
        "location" : "Asia Pacific (Tokyo)",
        "locationType" : "AWS Region",
        "instanceType" : "{type}",
        "currentGeneration" : "Yes",
        "instanceFamily" : "General purpose",
        "vcpu" : "{vcpu}",
        "physicalProcessor" : "Intel Xeon Platinum 8175 (Skylake)",
        "clockSpeed" : "3.1 GHz",
        "memory" : "{memory} GiB",
        "storage" : "EBS only",
        "networkPerformance" : "Up to 10 Gigabit",
        "processorArchitecture" : "64-bit",
        "tenancy" : "{tenancy}",
        "operatingSystem" : "{system}",
        "licenseModel" : "{licence}",
        "usagetype" : "APN1-{usage}:{type}",
        "operation" : "{operation}",
        "availabilityzone" : "NA",
        "capacitystatus" : "{capacity}",
        "classicnetworkingsupport" : "false",
        "dedicatedEbsThroughput" : "Up to 2120 Mbps",
        "ecu" : "NA",
        "enhancedNetworkingSupported" : "Yes",
        "gpuMemory" : "NA",
        "intelAvxAvailable" : "Yes",
        "intelAvx2Available" : "Yes",
        "intelTurboAvailable" : "Yes",
        "marketoption" : "OnDemand",
        "normalizationSizeFactor" : "4",
        "preInstalledSw" : "{software}",
        "processorFeatures" : "Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo",
        "regionCode" : "ap-northeast-1",
        "servicename" : "Amazon Elastic Compute Cloud",
        "vpcnetworkingsupport" : "true"
      }}
    }}"""
TERM = """        "{sku}.{code}" : {{
          "offerTermCode" : "{code}",
          "sku" : "{sku}",
          "effectiveDate" : "2026-09-01T00:00:00Z",
          "priceDimensions" : {{
{dimensions}
          }},
          "termAttributes" : {{{attributes} }}
        }}"""
DIMENSION = """            "{sku}.{code}.{rate}" : {{
              "rateCode" : "{sku}.{code}.{rate}",
              "description" : "${price} per {system} {type} Instance Hour",
              "beginRange" : "0",
              "endRange" : "Inf",
              "unit" : "Hrs",
              "pricePerUnit" : {{
                "USD" : "{price}"
              }},
              "appliesTo" : [ ]
            }}"""
FEE = """            "{sku}.{code}.2TG2D8R56U" : {{
              "rateCode" : "{sku}.{code}.2TG2D8R56U",
              "description" : "Upfront Fee",
              "unit" : "Quantity",
              "pricePerUnit" : {{
                "USD" : "{fee}"
              }},
              "appliesTo" : [ ]
            }}"""
ATTRIBUTES = """
            "LeaseContractLength" : "{lease}",
            "OfferingClass" : "{offering}",
            "PurchaseOption" : "{option}"
         """


def products():
    """Yield every product without end: in rounds over the types, the selected ones in the first round only."""
    serial = count(1)
    for round_ in count():
        for place, name in enumerate(TYPES):
            kind = name if round_ == 0 else name.replace(".", f"x{round_}.")
            chosen = [("BoxUsage", *system, "NA", "Used", "Shared") for system in SELECTED] if round_ == 0 else []
            for usage, operation, system, software, capacity, tenancy in chosen + LEFT_OUT:
                number = next(serial)
                price = f"{number % 97 + 1}.{number % 9973:04d}000000"
                yield {
                    "sku": f"{number * 7919 % 100000007:09d}ABCDEFG", "type": kind, "vcpu": 2 + place % 96,
                    "memory": 8 + place % 384, "usage": usage, "operation": operation, "system": system,
                    "software": software, "capacity": capacity, "tenancy": tenancy,
                    "licence": "Bring your own license" if operation.endswith("0800") else "No License required",
                    "price": "0.0000000000" if usage in ("Reservation", "HostBoxUsage") else price,
                    "fee": str(100 + number % 9973), "is_reserved": usage == "BoxUsage",
                }  # fmt: skip


def on_demand(product):
    """Return the on-demand terms of one product."""
    code = "JRTCKXETXF"
    dimensions = DIMENSION.format(code=code, rate="6YS6EN2CT7", **product)
    term = TERM.format(code=code, dimensions=dimensions, attributes="", **product)
    return f'      "{product["sku"]}" : {{\n{term}\n      }}'


def reserved(product):
    """Return the reserved terms of one product."""
    terms = []
    for code, lease, offering, option in RESERVED:
        price = "0.0000000000" if option == "All Upfront" else product["price"]
        dimensions = DIMENSION.format(code=code, rate="6YS6EN2CT7", **product | {"price": price})
        if option != "No Upfront":
            dimensions = FEE.format(code=code, **product) + ",\n" + dimensions
        attributes = ATTRIBUTES.format(lease=lease, offering=offering, option=option)
        terms.append(TERM.format(code=code, dimensions=dimensions, attributes=attributes, **product))
    return f'      "{product["sku"]}" : {{\n' + ",\n".join(terms) + "\n      }"


def product_size(product):
    """Return how many bytes a product and its terms take."""
    texts = [PRODUCT.format(**product), on_demand(product)] + ([reserved(product)] if product["is_reserved"] else [])
    return sum(len(text) + 2 for text in texts)


def product_count(size):
    """Return how many products make a file of about `size` bytes: the first round is special, all others are alike."""
    first = len(TYPES) * (len(SELECTED) + len(LEFT_OUT))
    round_ = len(TYPES) * len(LEFT_OUT)
    sizes = [product_size(product) for product in islice(products(), first + round_)]
    return first + max(0, int((size - sum(sizes[:first])) * round_ / sum(sizes[first:])))


def write_joined(out, texts):
    """Write the texts with commas between."""
    for place, text in enumerate(texts):
        out.write(",\n" if place else "")
        out.write(text)


def write_offer(size, path):
    """Write a file of about `size` bytes."""
    number = product_count(size)
    with open(path, "w", encoding="utf-8") as out:
        out.write(
            '{\n  "formatVersion" : "v1.0",\n  "disclaimer" : "Made for a benchmark",\n  "offerCode" : "AmazonEC2",\n'
        )
        out.write('  "version" : "20260917001122",\n  "publicationDate" : "2026-09-17T00:11:22Z",\n  "products" : {\n')
        write_joined(out, (PRODUCT.format(**product) for product in islice(products(), number)))
        out.write('\n  },\n  "terms" : {\n    "OnDemand" : {\n')
        write_joined(out, (on_demand(product) for product in islice(products(), number)))
        out.write('\n    },\n    "Reserved" : {\n')
        write_joined(out, (reserved(product) for product in islice(products(), number) if product["is_reserved"]))
        out.write('\n    }\n  },\n  "attributesList" : { }\n}\n')


if __name__ == "__main__":
    write_offer(int(sys.argv[1]) * 1_000_000, sys.argv[2])
