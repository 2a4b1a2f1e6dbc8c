// The best answer to more equations than unknowns.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace escapement::modules {

// What to do where the equations say nothing about an unknown.
enum class Undetermined { refused, zero };

// The x that makes the sum of squares of (row . x - value) least.  All rows are as long as the
// first.  Nothing where they leave something open, unless that may be taken to be zero.
// Source: normal equations, solved by elimination from the last unknown to the first.
std::optional<std::vector<double>> least_squares(const std::vector<std::vector<double>>& rows,
                                                 const std::vector<double>& values,
                                                 Undetermined undetermined);

}  // namespace escapement::modules
