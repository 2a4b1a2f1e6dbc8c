// What a broken invariant does on a computer: one line, then abort.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace escapement::base {

void assertion_failed(const char* claim, const char* file, int line) {
    std::fprintf(stderr,
                 "escapement: internal error: '%s' does not hold (%s:%d)\n"
                 "This is a bug; please report it with the command and files that led here.\n",
                 claim,
                 file,
                 line);
    std::abort();
}

}  // namespace escapement::base
