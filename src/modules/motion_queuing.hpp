// The queue of motion that all modules share, as a module: made first, gone last.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/motion_queue.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class MotionQueuing {
  public:
    static void describe(printer::Description<MotionQueuing>& module);

    explicit MotionQueuing(printer::Context& context);

    printer::MotionQueue& queue() { return queue_; }

  private:
    printer::MotionQueue queue_;
};

}  // namespace escapement::modules
