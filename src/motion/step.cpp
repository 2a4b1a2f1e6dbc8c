// Writes out rows of even steps for those who want each step's time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/step.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace escapement::motion {

void StepSink::even_steps(Direction direction, const EvenSteps& row) {
    std::array<double, 256> times;
    for (std::int64_t done = 0; done < row.count;) {
        const auto room = static_cast<std::int64_t>(times.size());
        const auto size = static_cast<std::size_t>(std::min(row.count - done, room));
        for (std::size_t i = 0; i < size; ++i)
            times[i] = row.time(done + static_cast<std::int64_t>(i));
        steps(direction, std::span(times.data(), size));
        done += static_cast<std::int64_t>(size);
    }
}

}  // namespace escapement::motion
