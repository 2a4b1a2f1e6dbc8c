// Connecting what counts to what is counted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plan_report.hpp"

namespace escapement::app {

// When a flush is announced, the steps of the one before are made and the new ones are not begun.
PlanReport::PlanReport(Host& host, Trace* trace)
    : host_(host),
      trace_(trace),
      times_(host.toolhead()),
      flushing_(host.motion().on_flush(printer::MotionQueue::Listens::to_plan_moves,
                                       [this](const auto&) { settle(); })) {
    host_.toolhead().set_observer(this);
    if (trace_) trace_->begin(host_.toolhead());
    for (printer::Stepper* stepper : host_.motion().steppers()) {
        StepProbe& probe = rates_.watch(*stepper);
        if (trace_) trace_->add(stepper->name(), probe);
    }
}

PlanReport::~PlanReport() {
    host_.toolhead().set_observer(nullptr);
}

void PlanReport::queued(const motion::Move& move, base::Speed requested) {
    times_.queued(move, requested);
}

void PlanReport::planned(base::PrintTime start, const motion::Move& move) {
    times_.planned(start, move);
    if (trace_) trace_->planned(start, move);
}

void PlanReport::settle() {
    const auto until = host_.motion().solved_until();
    if (trace_) trace_->settle(until.time_since_epoch().count());
    rates_.settle(until);
}

void PlanReport::finish() {
    settle();
    times_.finish();
}

void PlanReport::add_to(PlanSummary& summary) const {
    summary.details = times_.text() + rates_.text();
    times_.add_to(summary.detail_values);
    rates_.add_to(summary.detail_values);
}

}  // namespace escapement::app
