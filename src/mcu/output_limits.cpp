// Checks that say what would be right.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/output_limits.hpp"

#include <string>

#include "base/text.hpp"

namespace escapement::mcu {

base::Result<base::Ticks32> schedulable_ticks(const ClockModel& clock,
                                              base::Seconds duration,
                                              const char* what) {
    constexpr double max_ticks = 2147483647.0;
    const double longest = max_ticks / clock.nominal_frequency_hz();
    if (duration.count() >= 0.0 && duration.count() <= longest) return clock.ticks(duration);
    return base::Error{std::string(what) + " must be from 0 to " + base::print_number(longest) +
                       " seconds for this board (is " + base::print_number(duration.count()) + ")"};
}

base::Result<void> check_start(base::Seconds max_duration, bool starts_where_it_ends) {
    if (max_duration.count() == 0.0 || starts_where_it_ends) return {};
    return base::Error{"a pin with a maximum duration must have the same start and shutdown value"};
}

}  // namespace escapement::mcu
