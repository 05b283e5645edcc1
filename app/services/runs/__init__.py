"""Runs: uploads of GPU jobs, taken in file by file, computed by a job, shown per group."""
