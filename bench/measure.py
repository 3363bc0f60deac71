#!/usr/bin/env python3
"""Run a command and print its wall time, processor time and peak memory as one JSON object.

usage: measure.py COMMAND [ARGUMENT...]

Peak memory is the larger of two counts: the resident peak of the largest process, which the system keeps exactly, and
the most all processes of the command held together, sampled every 20 ms. What the command writes is dropped, but the end of it
stands in "said". Python starts the command, so about 10 MB is the least this can measure.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time


def tree_bytes(pid):
    """Resident bytes of a process and all below it, now."""
    try:
        with open(f"/proc/{pid}/statm") as f:
            total = int(f.read().split()[1]) * resource.getpagesize()
        with open(f"/proc/{pid}/task/{pid}/children") as f:
            return total + sum(tree_bytes(child) for child in f.read().split())
    except (OSError, IndexError, ValueError):
        return 0


def main():
    sampled = 0
    done = threading.Event()

    def watch(pid):
        nonlocal sampled
        while not done.wait(0.02):
            sampled = max(sampled, tree_bytes(pid))

    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        watcher = threading.Thread(target=watch, args=(child.pid,))
        watcher.start()
        code = child.wait()
        seconds = time.perf_counter() - start
        done.set()
        watcher.join()
        said.seek(max(0, said.seek(0, os.SEEK_END) - 4000))
        words = said.read().decode("utf-8", "replace")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"code": code, "seconds": seconds, "processor_seconds": used.ru_utime + used.ru_stime,
                      "peak_bytes": max(used.ru_maxrss * 1024, sampled), "said": words}))


if __name__ == "__main__":
    main()
