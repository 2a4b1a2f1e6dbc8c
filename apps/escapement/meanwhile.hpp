// Long work in a thread of its own, while everything else goes on.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

// Gets told whether nobody waits for the result any more.
using LongWork = std::function<void(const std::function<bool()>& cancelled)>;

// Done when the work is.  The thread takes what processor time others leave.  Whoever destroys the
// task cancels the work, and waits until it has noticed.
runtime::Task<> meanwhile(runtime::Executor& executor, LongWork work);

}  // namespace escapement::app
