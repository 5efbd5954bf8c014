"""The kinds of arrays that the learner works with, and what is done to them again and again."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.signedinteger[Any]]  # int32 where they are kept
Bools: TypeAlias = NDArray[np.bool_]
Sparse: TypeAlias = Any  # scipy.sparse.csr_matrix of float32
Matrix: TypeAlias = Any  # Floats or Sparse: rows of passages

TINY = np.float32(1e-9)
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # numbers of mallopt(3)
SLAB = 8_192  # rows worked on at once, where all at once would need too much memory


def give_back() -> None:
    """Hand memory that is free back to the system, where the C library keeps it (Linux)."""
    _c_library("malloc_trim", 0)


def give_back_at_once() -> None:
    """From now on hand what is large back to the system as soon as it is free. Left to itself, the
    C library of Linux soon keeps what is under 32 MB, in pieces into which little fits; to hand
    back smaller things costs more time than they are worth.
    """
    _c_library("mallopt", _MMAP_THRESHOLD, 4 << 20)
    _c_library("mallopt", _TRIM_THRESHOLD, 32 << 20)


def _c_library(name: str, *of: int) -> None:
    """Call what only some C libraries have (glibc)."""
    call = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    if call:
        call(*of)


def unit(rows: Floats) -> Floats:
    """The rows at length 1; rows of zeros stay so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / (lengths + TINY), np.float32)


def standard(columns: Floats) -> Floats:
    """The columns with mean 0 and standard deviation 1; a column that never varies becomes 0."""
    if not columns.size:
        return columns
    spread = columns.std(axis=0, dtype=np.float64)
    mean = columns.mean(axis=0, dtype=np.float64)
    return np.asarray((columns - mean.astype(np.float32)) / (spread + 1e-9).astype(np.float32))


def pick(rows: Matrix, at: Ints) -> Matrix:
    """The rows that ``at`` numbers, and rows of zeros where it says -1; as dense or as sparse as
    they were.
    """
    there = np.flatnonzero(at >= 0)
    if sp.issparse(rows):
        ones = np.ones(len(there), np.float32)
        chosen = sp.csr_matrix((ones, (there, at[there])), (len(at), rows.shape[0]))
        return chosen @ rows
    found = np.zeros((len(at), rows.shape[1]), np.float32)
    found[there] = rows[at[there]]
    return found
