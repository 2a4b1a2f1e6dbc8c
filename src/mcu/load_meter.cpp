// Turns sums of ticks into average and deviation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/load_meter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace escapement::mcu {

void LoadMeter::take(const messages::Stats& stats) {
    const double count = std::max<double>(stats.count, 1.0);
    const double sum = stats.sum;
    const double sum_of_squares = stats.sumsq * square_unit_;
    awake_s_ = sum / frequency_hz_;
    task_average_s_ = awake_s_ / count;
    const double spread = std::max(count * sum_of_squares - sum * sum, 0.0);
    task_deviation_s_ = std::sqrt(spread) / (count * frequency_hz_);
}

std::string LoadMeter::text() const {
    std::array<char, 128> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "mcu_awake=%.3f mcu_task_avg=%.6f mcu_task_stddev=%.6f",
                  awake_s_,
                  task_average_s_,
                  task_deviation_s_);
    return text.data();
}

}  // namespace escapement::mcu
