// The one assertion of the project: stays on in release builds and ends in a safe state.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace escapement::base {

// Says what was broken and aborts.  A firmware image links its own, which shuts down.
[[noreturn]] void assertion_failed(const char* claim, const char* file, int line);

}  // namespace escapement::base

#define ASSERT(claim) \
    ((claim) ? void(0) : ::escapement::base::assertion_failed(#claim, __FILE__, __LINE__))
