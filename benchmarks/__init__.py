"""Benchmarks on real receipts; `make bench`."""
