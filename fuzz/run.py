#!/usr/bin/env python3
"""Run the fuzzers one after another, in turns, and write down what each has really had of the processor.

usage: run.py [--seconds SECONDS_A_TURN] [--until CPU_SECONDS_EACH] [TARGET ...]

Build them first: cargo +nightly fuzz build --sanitizer none (in this folder's parent). Each turn is a process at the lowest
priority, limited to 2 GB. fuzz/log.jsonl gets a line a turn: target, CPU seconds, executions, coverage, exit code. What a
crash was stands in fuzz/artifacts/TARGET/.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE / "target/x86_64-unknown-linux-gnu/release"
LOG = HERE / "log.jsonl"
# Longest input that is tried, in bytes; formats need room, texts of one cell do not.
LENGTHS = {"zip_guard": 16384, "xls": 24576, "xlsx": 8192, "xlsb": 8192, "ods": 8192, "markup": 8192, "csv": 8192}


def turn(target: str, seconds: int, with_values: bool) -> dict:
    corpus, artifacts = HERE / "corpus" / target, HERE / "artifacts" / target
    corpus.mkdir(parents=True, exist_ok=True)
    artifacts.mkdir(parents=True, exist_ok=True)
    command = ["chrt", "-i", "0", "nice", "-n", "19", str(BUILT / target), str(corpus), str(HERE / "seeds" / target)]
    command += [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"]
    command += [f"-max_len={LENGTHS.get(target, 256)}", f"-artifact_prefix={artifacts}/", f"-use_value_profile={int(with_values)}"]
    if (HERE / "dict" / target).exists():
        command.append(f"-dict={HERE / 'dict' / target}")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # The inputs become files; in memory they cost nothing.
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env={**os.environ, "TMPDIR": memory})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    count = re.findall(r"number_of_executed_units:\s*(\d+)", done.stderr) or re.findall(r"#(\d+)\s", done.stderr)
    covered = re.findall(r"cov: (\d+)", done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        print(done.stderr[-3000:])
    return {
        "target": target,
        "cpu_seconds": round(cpu, 1),
        "executions": int(count[-1]) if count else 0,
        "coverage": int(covered[-1]) if covered else 0,
        "exit": done.returncode,
    }


def main() -> None:
    every = sorted(path.stem for path in (HERE / "fuzz_targets").glob("*.rs"))
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("targets", nargs="*", default=every)
    wanted.add_argument("--seconds", type=int, default=240)
    wanted.add_argument("--until", type=float, default=7200.0)
    given = wanted.parse_args()
    spent = Counter()
    round_number = 0
    while any(spent[target] < given.until for target in given.targets):
        for target in given.targets:
            if spent[target] < given.until:
                line = turn(target, given.seconds, with_values=round_number % 2 == 1)
                spent[target] += max(line["cpu_seconds"], 1.0)
                with LOG.open("a", encoding="utf-8") as log:
                    log.write(json.dumps(line) + "\n")
        round_number += 1


if __name__ == "__main__":
    main()
