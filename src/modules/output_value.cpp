// From the values of commands to those of pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/output_value.hpp"

#include "printer/errors.hpp"
#include "printer/schema.hpp"

namespace escapement::modules {

double scaled_value(double value, double scale) {
    printer::Bounds bounds;
    bounds.at_least = 0.0;
    bounds.at_most = scale;
    if (const auto complaint = bounds.complaint(value); !complaint.empty())
        throw printer::CommandError("Error on 'SET_PIN': VALUE: " + complaint);
    return value / scale;
}

}  // namespace escapement::modules
