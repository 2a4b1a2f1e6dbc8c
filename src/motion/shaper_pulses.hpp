// Pulses that cancel a vibration.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "motion/shaper.hpp"

namespace escapement::motion {

struct Vibration;

// The impulses by which that kind ("mzv") answers an impulse, the first at zero.  `arguments` is
// what stands between its parentheses: "n=5, t=0.6" or "5, 0.6".  Fails with the reason.
base::Result<Pulses> shaper_impulses(std::string_view kind,
                                     std::string_view arguments,
                                     const Vibration& vibration);

}  // namespace escapement::motion
