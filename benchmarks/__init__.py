"""CPU time of the hot pages beside the limit application, in one process and one run."""
