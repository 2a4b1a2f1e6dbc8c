# A host under test: its process, and somebody at its terminal.
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import select
import signal
import subprocess
import time

from wire_tap import open_raw

# As long as a host may take for anything.
PATIENCE_S = 60.0


def run_as_others_do():
    """Undoes what the bench has asked for itself."""
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


class Host:
    """Belongs to one thread; all moments are of time.monotonic()."""

    def __init__(self, command, terminal):
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        preexec_fn=run_as_others_do)
        self.heard = b""
        self.said = []  # what began with !!
        self.descriptor = self.open(terminal)

    @staticmethod
    def open(terminal):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if terminal.exists():
                return open_raw(terminal)
            time.sleep(0.05)
        raise SystemExit("live_beside_klipper: the host has opened no terminal")

    def type(self, line):
        """When it was typed."""
        now = time.monotonic()
        os.write(self.descriptor, line.encode() + b"\n")
        return now

    def ask(self, line):
        """Types it and waits for its ok; when it was typed."""
        self.listen(0.0)
        self.heard = b""
        typed = self.type(line)
        self.expect(b"ok", typed, line)
        return typed

    def wait_ready(self):
        begin = time.monotonic()
        while b"Klipper state: Ready" not in self.heard:
            self.type("STATUS")
            self.listen(0.5)
            if time.monotonic() > begin + PATIENCE_S:
                raise SystemExit("live_beside_klipper: not ready: " +
                                 self.heard.decode(errors="replace"))
        self.listen(0.5)
        self.heard, self.said = b"", []

    def restart_firmware(self):
        self.listen(0.1)
        self.heard = b""
        self.type("FIRMWARE_RESTART")
        time.sleep(1.0)
        self.wait_ready()

    def expect(self, word, begin, what):
        while not any(line.startswith(word) for line in self.heard.splitlines()):
            self.listen(0.2)
            if time.monotonic() > begin + PATIENCE_S:
                raise SystemExit(f"live_beside_klipper: no answer to {what}")

    def listen(self, seconds):
        """Until something comes, or so long."""
        while select.select([self.descriptor], [], [], seconds)[0]:
            data = os.read(self.descriptor, 4096)
            self.heard += data
            self.said += [line for line in data.decode(errors="replace").splitlines()
                          if line.startswith("!!")]
            seconds = 0.0

    def failure(self):
        self.listen(0.1)
        return self.said[0] if self.said else ""

    def processor_seconds(self):
        """Of all its threads, by the scheduler's own count, which is finer than that of ticks."""
        tasks = f"/proc/{self.process.pid}/task"
        return sum(int(open(f"{tasks}/{task}/schedstat").read().split()[0])
                   for task in os.listdir(tasks)) / 1e9

    def peak_memory_mb(self):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def close(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.descriptor)
