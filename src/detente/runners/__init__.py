"""Where the draws of an ensemble are solved: threads of this process, processes of this machine, a cluster.

Each is a context that gives a runner (`detente.analysis.solve.Runner`), to be handed to a `Session`. All give the
same answer to the last bit, however many workers there are, because draws are made before they are sent out. Import
from the modules: `local` (threads, processes), `cluster` (a Dask scheduler given by address); `work` is what a worker
is sent, `cache` where compiled code is kept.
"""
