# Proves that a board's image needs nothing but four functions of the C library and an assertion.
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at what an object file leaves to be linked; exits with 1 if that is too much.

    freestanding_test.py --nm NM board_image.cpp.o

Where a compiler for ARM is installed, says how large the image is on a Cortex-M0+.
"""
import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ALLOWED = {"memcpy", "memset", "memmove", "memcmp", "escapement::base::assertion_failed"}
ARM = "arm-none-eabi-"
ARM_FLAGS = ["-mcpu=cortex-m0plus", "-mthumb", "-std=c++20", "-Os", "-ffreestanding",
             "-fno-exceptions", "-fno-rtti"]


def undefined(nm, image):
    """The names that an object file leaves to the linker, without their parameters."""
    listing = subprocess.run([nm, "--undefined-only", "--demangle", "--format=posix", image],
                             check=True, capture_output=True, text=True).stdout
    return {line.rsplit(" U", 1)[0].split("(")[0].strip() for line in listing.splitlines()}


def size_on_arm(source):
    """What `size` says about the image for a Cortex-M0+; nothing without a compiler."""
    if not shutil.which(ARM + "g++"):
        return f"{ARM}g++ is not installed: size on a Cortex-M0+ unknown"
    has_headers = subprocess.run([ARM + "g++", *ARM_FLAGS, "-E", "-include", "array", "-x", "c++",
                                  "/dev/null"], capture_output=True).returncode == 0
    if not has_headers:
        return f"{ARM}g++ has no C++ headers: size on a Cortex-M0+ unknown"
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.o"
        subprocess.run([ARM + "g++", *ARM_FLAGS, "-I", HERE.parents[1] / "src",
                        "-c", HERE / source, "-o", image], check=True)
        return subprocess.run([ARM + "size", image], check=True, capture_output=True,
                              text=True).stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nm", default="nm")
    parser.add_argument("image")
    options = parser.parse_args()
    needed = undefined(options.nm, options.image)
    for name in sorted(needed - ALLOWED):
        print(f"{options.image}: needs {name}, which no board has: src/firmware and what it "
              "includes must do without")
    if not needed - ALLOWED:
        print(f"needs only {', '.join(sorted(needed))}")
        print(size_on_arm(Path(options.image).name.removesuffix(".o")))
    return 1 if needed - ALLOWED or not needed else 0


sys.exit(main())
