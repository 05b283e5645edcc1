"""Figures: plain functions from what a service answers to a Plotly figure."""
