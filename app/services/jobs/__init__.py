"""Long work: the queue, its workers, and the kinds of job that they know."""
