"""numpy, for everything here that reads by arrays: loaded when the first of it runs, and in one place.

OpenBLAS, which numpy's wheels bring, makes its threads as it is loaded, and an idle one turns for 2^26 cycles
before it sleeps: 0.08 s of processor time, as much as all else of loading numpy, for matrices nobody here has.
It is asked to let them sleep at once: `OPENBLAS_THREAD_TIMEOUT`, the exponent of those cycles, from 4 to 30, is
read as it is loaded (OpenBLAS, `driver/others/blas_server.c`). A caller who has set it, or has loaded numpy
before, keeps what there is, and one who multiplies matrices later has as many threads as ever.
"""

import os

_IDLE = "OPENBLAS_THREAD_TIMEOUT"
_SHORTEST = "4"

_is_ours = _IDLE not in os.environ
if _is_ours:
    os.environ[_IDLE] = _SHORTEST
try:
    import numpy as numpy  # the name is passed on
finally:
    if _is_ours:
        del os.environ[_IDLE]
