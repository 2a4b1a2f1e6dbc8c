// The queue of motion that all modules share, as a module: made first, gone last.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/motion_queue.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class MotionQueuing {
  public:
    static void describe(printer::Description<MotionQueuing>& module);

    explicit MotionQueuing(printer::Context& context);

    printer::MotionQueue& queue() { return queue_; }

  private:
    static void collect(const printer::Mcus& mcus);
    static void send(const printer::Mcus& mcus, base::PrintTime until);
    void steer_clocks();

    printer::Context& context_;
    printer::MotionQueue queue_;
    runtime::Timer steering_;
    printer::Signal<printer::Ready>::Connection ready_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
};

}  // namespace escapement::modules
