// The "NAME:number /number" fields that printers put on their lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "client/marlin_line.hpp"

namespace escapement::client {

struct NumberField {
    std::string_view name;
    double value = 0.0;
    std::optional<double> target;  // behind a slash
};

// Takes the next field off the front of `text`; nothing when there is none left.
std::optional<NumberField> take_field(std::string_view& text);

// What a report of temperatures says; nothing if it is none.
std::optional<Temperatures> find_temperatures(std::string_view text);

// X, Y and Z, the first of each: what follows are steps.  Nothing if they are not all there.
std::optional<Position> find_position(std::string_view text);

}  // namespace escapement::client
