"""Benchmarks: ratios measured within one run; never needed to run or to test the service."""
