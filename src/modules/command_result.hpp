// Results as the errors of commands.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "base/result.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {

// The value, or throws CommandError.
template <class T>
T or_command_error(base::Result<T> result) {
    if (!result) throw printer::CommandError(result.error().what);
    return std::move(*result);
}

}  // namespace escapement::modules
