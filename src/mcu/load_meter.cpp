// Turns sums of ticks into average and deviation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/load_meter.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace escapement::mcu
