// Hands requests to an output when the moves around them leave.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/output_queue.hpp"

#include <algorithm>

#include "mcu/mcu.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/toolhead.hpp"

namespace escapement::modules {

OutputQueue::OutputQueue(printer::Context& context,
                         const mcu::Mcu& mcu,
                         printer::OutputRequests::Apply apply)
    : context_(context),
      mcu_(mcu),
      apply_(std::move(apply)),
      motion_(context.modules.the<MotionQueuing>().queue()),
      requests_([this](base::PrintTime when, double value) { return apply_and_note(when, value); }),
      flush_(motion_.on_flush(printer::MotionQueue::Listens::to_use_pins,
                              [this](const printer::MotionQueue::Flushing& flushing) {
                                  requests_.flush(flushing.flushed_until);
                              })) {}

void OutputQueue::set_after_moves(double value) {
    context_.modules.the<ToolheadModule>().toolhead().at_end_of_queued(
        [this, value](base::PrintTime when) {
            requests_.add(when, value);
            motion_.note_activity(when);
        });
}

base::PrintTime OutputQueue::now() const {
    return mcu_.estimated_print_time();
}

// What comes next can be said no earlier than this, and has to be said then.
OutputQueue::Outcome OutputQueue::apply_and_note(base::PrintTime when, double value) {
    const Outcome outcome = apply_(when, value);
    if (outcome.kind != Outcome::Kind::ignored)
        motion_.note_activity(
            std::max(when + printer::OutputRequests::least_gap, outcome.not_before));
    return outcome;
}

}  // namespace escapement::modules
