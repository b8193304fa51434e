#!/usr/bin/env python3
"""Reads the metrics as Prometheus' own parser does. Usage: metrics.py BASE_URL"""

import sys

import requests
from prometheus_client.parser import text_string_to_metric_families


def main(base):
    for _ in range(3):
        requests.get(f"{base}/V1/Inventory", timeout=60)
    text = requests.get(f"{base}/__admin/metrics", timeout=60).text
    for family in text_string_to_metric_families(text):
        print(f"{family.name}: {family.type}, {len(family.samples)} samples")
        for sample in family.samples:
            if sample.name == "seatfiller_requests_total":
                print(f"  {sample.labels['operation']} {sample.labels['status']}: {sample.value}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: metrics.py BASE_URL")
    main(sys.argv[1])
