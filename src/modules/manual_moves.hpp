// Where moves past the G-code's coordinates lead.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/toolhead.hpp"

namespace escapement::modules {

// Straight up or down.
inline printer::Toolhead::Target to_height(base::Length z) {
    return {std::nullopt, std::nullopt, z};
}
// At the present height, mm.
inline printer::Toolhead::Target to_place(double x, double y) {
    return {base::Length{x}, base::Length{y}, std::nullopt};
}

}  // namespace escapement::modules
