"""Turns news articles into easy-read leaflets in every format a reader may need."""

import os

# NumPy's library for linear algebra would start a thread for each processor, in each worker: that takes longer than
# all that we ask of it, and sums would depend on how many there are. It looks at this once, when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
