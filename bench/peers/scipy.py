# Called by scipy.ts: folder of int32 columns, nodes, limit, runs, sources. Prints milliseconds as JSON.
import json
import sys
import time

# this file is called scipy as well: look for the library elsewhere
sys.path = [p for p in sys.path if p and not p.endswith("/peers")]
import numpy as np
import scipy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

folder = sys.argv[1]
nodes, limit, runs, count = map(int, sys.argv[2:])
start, end, ds, node, category = (
    np.fromfile(f"{folder}/{name}.i32", dtype=np.int32)
    for name in ("from", "to", "ds", "outletNode", "outletCategory")
)
weights = np.maximum(ds, 1).astype(np.float64)  # a stored zero would be no edge
graph = csr_matrix(
    (np.concatenate([weights, weights]), (np.concatenate([start, end]), np.concatenate([end, start]))),
    shape=(nodes, nodes),
)


def timed(work):
    taken = []
    for run in range(runs + 1):
        begun = time.perf_counter()
        found = work()
        if run > 0:
            taken.append(1000 * (time.perf_counter() - begun))
    return taken, found


def nearest():
    for c in range(category.max() + 1):
        dijkstra(graph, directed=True, indices=np.unique(node[category == c]), min_only=True)


def counts():
    pairs = 0
    for at in range(0, len(sources), 16):
        found = dijkstra(graph, directed=True, indices=sources[at : at + 16], limit=limit)
        pairs += int(np.isfinite(found).sum())
    return pairs


sources = node[:: max(1, len(node) // count)][:count]
nearest_ms, _ = timed(nearest)
counts_ms, pairs = timed(counts)
print(json.dumps({"version": scipy.__version__, "nearestMs": nearest_ms, "countsMs": counts_ms, "pairs": pairs}))
