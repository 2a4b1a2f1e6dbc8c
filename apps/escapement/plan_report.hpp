// What a full report knows beyond counts: watches a plan while it is made.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "escapement/host.hpp"
#include "escapement/move_times.hpp"
#include "escapement/plan_summary.hpp"
#include "escapement/step_rates.hpp"
#include "escapement/trace.hpp"

namespace escapement::app {

// From when the printer is connected to the end of its print.  Belongs to the main thread.
class PlanReport final : public printer::MoveObserver {
  public:
    // `trace` is told of everything as well, unless it is nullptr.
    PlanReport(Host& host, Trace* trace);
    ~PlanReport() override;
    PlanReport(const PlanReport&) = delete;
    PlanReport& operator=(const PlanReport&) = delete;

    void see_line(std::string_view line) { times_.see_line(line); }
    void queued(const motion::Move& move, base::Speed requested) override;
    void planned(base::PrintTime start, const motion::Move& move) override;
    // Everything is flushed and nothing more comes.
    void finish();
    void add_to(PlanSummary& summary) const;

  private:
    void settle();

    Host& host_;
    Trace* trace_;
    MoveTimes times_;
    StepRates rates_;
    printer::MotionQueue::Connection flushing_;
};

}  // namespace escapement::app
