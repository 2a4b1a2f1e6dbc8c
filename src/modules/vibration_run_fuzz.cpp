// Any text as an axis of a test: a direction of length one, or a clear refusal.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.hpp"
#include "modules/vibration_run.hpp"
#include "printer/errors.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement;
    try {
        const auto axis = modules::TestAxis::parse({reinterpret_cast<const char*>(data), size});
        const auto& [x, y, z] = axis.direction;
        ASSERT(std::abs(x * x + y * y + z * z - 1.0) < 1e-9);
    } catch (const printer::CommandError&) {
    }
    return 0;
}
