// How busy a microcontroller is, from the reports that it makes every few seconds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/time.hpp"
#include "messages/system.hpp"

namespace escapement::mcu {

class LoadMeter {
  public:
    // From one report to the next.
    static constexpr base::Seconds period{5.0};

    // `square_unit` is the board's STATS_SUMSQ_BASE.
    void configure(double frequency_hz, double square_unit) {
        frequency_hz_ = frequency_hz;
        square_unit_ = square_unit;
    }
    void take(const messages::Stats& stats);

    // "mcu_awake=0.003 mcu_task_avg=0.000012 ...", as Klipper's log has it.
    std::string text() const;
    double awake_s() const { return awake_s_; }  // of the last report's time
    double task_average_s() const { return task_average_s_; }
    double task_deviation_s() const { return task_deviation_s_; }

  private:
    double frequency_hz_ = 1.0;
    double square_unit_ = 1.0;
    double awake_s_ = 0.0, task_average_s_ = 0.0, task_deviation_s_ = 0.0;
};

}  // namespace escapement::mcu
