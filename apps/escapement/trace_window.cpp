// Reading a window.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/trace_window.hpp"

#include <string>

#include "base/text.hpp"

namespace escapement::app {

base::Result<TimeWindow> parse_window(std::string_view text) {
    const auto fail = [&](const std::string& what) {
        return base::Error{"--trace " + std::string(text) + ": " + what};
    };
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return fail("needs two times in seconds of print time, T0:T1");
    const auto begin = base::parse_number(text.substr(0, colon));
    const auto end = base::parse_number(text.substr(colon + 1));
    if (!begin || !end) return fail("T0 and T1 must be numbers, seconds of print time");
    if (*begin < 0.0) return fail("T0 must be at least 0");
    if (*end <= *begin) return fail("T1 must be after T0");
    return TimeWindow{*begin, *end};
}

}  // namespace escapement::app
