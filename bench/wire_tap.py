# Stands between a host and a board, notes when each block passes, and tells what was in it.
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tap on the cable, in a process of its own, and a reader of what it has noted.

docs/reference/wire.md describes the blocks.  All moments are of time.monotonic().
"""
import json
import multiprocessing
import os
import select
import struct
import termios
import time
import tty
import zlib

SYNC = 0x7E
HEADER, TRAILER = 2, 3  # bytes around a payload


def run_before_others():
    """Real time, where permitted: what is measured must not wait for who measures."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(60))
    except PermissionError:
        pass


def open_raw(path):
    descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY)
    tty.setraw(descriptor, termios.TCSANOW)
    return descriptor


def relay(board_path, port_path, notes_path, stop):
    """Until `stop`: copies in both directions; notes are (time, to the board?, size), bytes."""
    run_before_others()
    board = open_raw(board_path)
    host, far_end = os.openpty()
    tty.setraw(far_end, termios.TCSANOW)  # kept open: hosts come and go
    os.chmod(os.ttyname(far_end), 0o660)
    if os.path.lexists(port_path):
        os.unlink(port_path)
    os.symlink(os.ttyname(far_end), port_path)
    with open(notes_path, "wb", buffering=1 << 20) as notes:
        while not stop.is_set():
            for source in select.select([board, host], [], [], 0.2)[0]:
                data = os.read(source, 4096)
                now = time.monotonic()
                os.write(board if source == host else host, data)
                notes.write(struct.pack("<dBI", now, source == host, len(data)) + data)


class WireTap:
    """The relay; `notes` may be read once it is closed."""

    def __init__(self, board_path, port_path, notes_path):
        self.notes_path = notes_path
        self.stop = multiprocessing.Event()
        self.process = multiprocessing.Process(
            target=relay, args=(board_path, port_path, notes_path, self.stop))
        self.process.start()

    def close(self):
        self.stop.set()
        self.process.join()


def read_number(data, at):
    """A variable-length integer, and where the next begins."""
    byte = data[at]
    value = byte & 0x7F
    if byte & 0x60 == 0x60:
        value |= -0x20
    while byte & 0x80:
        at += 1
        byte = data[at]
        value = value << 7 | byte & 0x7F
    return value, at + 1


class Messages:
    """What the messages of one direction are named, and which fields they have."""

    def __init__(self, formats):
        self.by_id = {number: format.split() for format, number in formats.items()}

    def read(self, payload):
        """(name, {field: value}) of each message; ends at one it does not know."""
        at = 0
        while at < len(payload):
            number, at = read_number(payload, at)
            if number not in self.by_id:
                return
            name, *fields = self.by_id[number]
            values = {}
            for field in fields:
                key, kind = field.split("=")
                if kind in ("%s", "%*s", "%.*s"):
                    end = at + 1 + payload[at]
                    values[key], at = payload[at + 1:end], end
                else:
                    value, at = read_number(payload, at)
                    values[key] = value & 0xFFFFFFFF if kind == "%u" else value
            yield name, values


IDENTIFY = Messages({"identify_response offset=%u data=%.*s": 0})


def checksum(data):
    crc = 0xFFFF
    for byte in data:
        byte ^= crc & 0xFF
        byte = (byte ^ byte << 4) & 0xFF
        crc = (byte << 8 | crc >> 8) ^ byte >> 4 ^ byte << 3
    return crc.to_bytes(2, "big")


def is_block(data):
    return (data[1] & 0xF0 == 0x10 and data[-1] == SYNC
            and data[-TRAILER:-1] == checksum(data[:-TRAILER]))


def blocks(pieces):
    """(time of its last byte, sequence, payload) of each whole block."""
    buffer = b""
    for now, data in pieces:
        buffer += data
        while len(buffer) >= HEADER + TRAILER:
            size = buffer[0]
            if HEADER + TRAILER <= size <= 64 and len(buffer) < size:
                break
            if not HEADER + TRAILER <= size <= 64 or not is_block(buffer[:size]):
                buffer = buffer[1:]
                continue
            yield now, buffer[1] & 0x0F, buffer[HEADER:size - TRAILER]
            buffer = buffer[size:]


class Notes:
    """What passed, in order of time."""

    def __init__(self, path):
        self.to_board, self.to_host = [], []
        data = open(path, "rb").read()
        at, head = 0, struct.Struct("<dBI")
        while at < len(data):
            now, to_board, size = head.unpack_from(data, at)
            at += head.size
            (self.to_board if to_board else self.to_host).append((now, data[at:at + size]))
            at += size
        self.dictionary = self.read_dictionary()

    def read_dictionary(self):
        whole = {}
        for _, _, payload in blocks(self.to_host):
            if payload[:1] == b"\0":
                for _, values in IDENTIFY.read(payload):
                    whole[values["offset"]] = values["data"]
        return json.loads(zlib.decompress(b"".join(data for _, data in sorted(whole.items()))))

    def sent(self):
        """(time, name, fields) of what the host says, without repetitions."""
        messages = Messages(self.dictionary["commands"])
        last = None
        for now, sequence, payload in blocks(self.to_board):
            if sequence == last:
                continue
            last = sequence
            for name, values in messages.read(payload):
                yield now, name, values

    def heard(self):
        messages = Messages(self.dictionary["responses"])
        for now, _, payload in blocks(self.to_host):
            for name, values in messages.read(payload):
                yield now, name, values

    def frequency_hz(self):
        return float(self.dictionary["config"]["CLOCK_FREQ"])

    def leads(self, begin, end):
        """How long before its first step each run of steps passed, in s, from `begin` to `end`.

        The board's clock is the line through the answer to get_clock that came least late.
        """
        frequency = self.frequency_hz()
        answers = [(now, values["clock"]) for now, name, values in self.heard()
                   if name == "clock" and begin <= now <= end]
        if not answers:
            return []
        first = answers[0]
        # Ticks since the first answer, which is less than half a turn ago at any time before.
        offsets = [near(clock, (now - first[0]) * frequency + first[1]) - now * frequency
                   for now, clock in answers]
        offset = max(offsets)
        leads, ends = [], {}
        for now, name, values in self.sent():
            if name == "config_stepper":
                ends[values["oid"]] = 0
            if name == "reset_step_clock":
                ends[values["oid"]] = values["clock"]
            if name != "queue_step":
                continue
            oid, interval, count, add = (values[key] for key in ("oid", "interval", "count", "add"))
            due = ends[oid] + interval
            ends[oid] += interval * count + add * count * (count - 1) // 2
            if begin <= now <= end:
                clock = now * frequency + offset
                leads.append((near(due, clock) - clock) / frequency)
        return leads


def near(clock, expected):
    """The clock with its upper bits, nearest to what is expected."""
    turn = 1 << 32
    return clock + round((expected - clock) / turn) * turn
