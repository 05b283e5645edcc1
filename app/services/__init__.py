"""The hall: all that the project can do, one file per verb. Every door calls it."""
