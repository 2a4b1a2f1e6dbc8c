// What a full report knows beyond counts: watches a plan while it is made.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "escapement/host.hpp"
#include "escapement/move_times.hpp"
#include "escapement/plan_summary.hpp"
#include "escapement/step_rates.hpp"

namespace escapement::app {

// From when the printer is connected to the end of its print.  Belongs to the main thread.
class PlanReport {
  public:
    explicit PlanReport(Host& host);
    ~PlanReport();
    PlanReport(const PlanReport&) = delete;
    PlanReport& operator=(const PlanReport&) = delete;

    void see_line(std::string_view line) { times_.see_line(line); }
    // Everything is flushed.
    void add_to(PlanSummary& summary);

  private:
    Host& host_;
    MoveTimes times_;
    StepRates rates_;
    printer::MotionQueue::Connection flushing_;
};

}  // namespace escapement::app
