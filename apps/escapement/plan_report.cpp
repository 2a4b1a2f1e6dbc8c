// Connecting what counts to what is counted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plan_report.hpp"

namespace escapement::app {

// When a flush is announced, the steps of the one before are made and the new ones are not begun.
PlanReport::PlanReport(Host& host)
    : host_(host),
      times_(host.toolhead()),
      flushing_(host.motion().on_flush(
          printer::MotionQueue::Listens::to_use_pins,
          [this](const auto&) { rates_.settle(host_.motion().solved_until()); })) {
    host_.toolhead().set_observer(&times_);
    for (printer::Stepper* stepper : host_.motion().steppers()) rates_.watch(*stepper);
}

PlanReport::~PlanReport() {
    host_.toolhead().set_observer(nullptr);
}

void PlanReport::add_to(PlanSummary& summary) {
    times_.finish();
    rates_.settle(host_.motion().solved_until());
    summary.details = times_.text() + rates_.text();
    times_.add_to(summary.detail_values);
    rates_.add_to(summary.detail_values);
}

}  // namespace escapement::app
