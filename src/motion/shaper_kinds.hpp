// The kinds of input shapers, by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "motion/shaper.hpp"

namespace escapement::motion {

// The vibration that a shaper is to leave out.
struct Vibration {
    double frequency_hz = 0.0;   // above zero
    double damping_ratio = 0.1;  // at least zero; windows do not use it
};

struct ShaperKind {
    std::string_view name;
    bool smooth;               // averages over a window
    double max_damping_ratio;  // up to which its formulas hold
};

// The kind that "mzv" or, with arguments, "mzv(n=5, t=0.6)" names; nullptr if there is none.
const ShaperKind* find_shaper_kind(std::string_view text);
// "zv, mzv, ..."
std::string shaper_kind_names();
// The shaper of that kind.  Fails if there is none, if its arguments make no sense, or if the
// frequency is so low that the shaper would reach too far.
base::Result<Shaper> make_shaper(std::string_view text, const Vibration& vibration);

}  // namespace escapement::motion
