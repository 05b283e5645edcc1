"""The drawer of measures of inequality between groups: one file each, which exports METRIC."""
