// Numbers as they are shown.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace escapement::modules {

// Rounded to two digits behind the point.
inline double hundredths(double number) {
    return std::nearbyint(number * 100.0) / 100.0;
}

}  // namespace escapement::modules
