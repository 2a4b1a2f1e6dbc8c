// How the nozzle of a simulated printer shakes, as it is typed on the command line.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.hpp"
#include "sim/shaking.hpp"

namespace escapement::app {

// "x=52.4:0.1,y=38": hertz and damping ratio of axes; what is not mentioned stays as it is in
// `usual`.  Fails, saying how it is written.
base::Result<sim::Resonances> parse_resonances(const std::string& text,
                                               const sim::Resonances& usual = {});

}  // namespace escapement::app
