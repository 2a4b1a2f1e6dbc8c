// Finds the parameters for which an error is least, one after the other, a little at a time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

using ErrorOf = std::function<double(const std::vector<double>& parameters)>;

// Each of the first `adjustable` parameters in turn is tried a step higher and a step lower; its
// step grows where that helps, and shrinks where it does not.  Ends when all steps are tiny, or
// after ten thousand rounds.  Lets others run in between.
runtime::Task<std::vector<double>> coordinate_descent(runtime::Executor& executor,
                                                      std::vector<double> parameters,
                                                      std::size_t adjustable,
                                                      ErrorOf error_of);

}  // namespace escapement::modules
