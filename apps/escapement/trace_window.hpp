// Which part of a print is to be traced.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "escapement/step_probe.hpp"

namespace escapement::app {

// "12.5:14", in seconds of print time.  Fails with what is wrong about the text.
base::Result<TimeWindow> parse_window(std::string_view text);

}  // namespace escapement::app
