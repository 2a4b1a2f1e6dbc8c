// Values for one output that take effect at print times, after moves or as soon as possible.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/context.hpp"
#include "printer/motion_queue.hpp"
#include "printer/output_requests.hpp"

namespace escapement::mcu {
class Mcu;
}

namespace escapement::modules {

// Belongs to the main thread.
class OutputQueue {
  public:
    using Outcome = printer::OutputRequests::Outcome;

    // `apply` sets the output, which is a pin of that microcontroller.
    OutputQueue(printer::Context& context,
                const mcu::Mcu& mcu,
                printer::OutputRequests::Apply apply);

    // Once everything queued so far has been done.
    void set_after_moves(double value);
    // As soon as the microcontroller can be told, whatever is queued.
    void set_soon(double value) { set_at(now() + printer::OutputRequests::least_gap, value); }
    // The same, but not before that moment.
    void set_at(base::PrintTime when, double value) { requests_.apply_now(when, value); }
    // The present moment, as far as the microcontroller is known.
    base::PrintTime now() const;

  private:
    Outcome apply_and_note(base::PrintTime when, double value);

    printer::Context& context_;
    const mcu::Mcu& mcu_;
    printer::OutputRequests::Apply apply_;
    printer::MotionQueue& motion_;
    printer::OutputRequests requests_;
    printer::MotionQueue::Connection flush_;
};

}  // namespace escapement::modules
