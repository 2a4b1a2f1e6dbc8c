// A print that takes place on paper: everything is done but the waiting and the sending.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "escapement/host.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/plan_report.hpp"
#include "escapement/plan_summary.hpp"
#include "mcu/recorder.hpp"
#include "runtime/clock.hpp"

namespace escapement::app {

// Time advances with the moves, homing succeeds, heaters are at their temperatures.  One print.
class Planner {
  public:
    // `say` gets the answers to commands.
    Planner(const config::Document& config, std::function<void(std::string_view)> say);
    Planner(const Planner&) = delete;
    Planner& operator=(const Planner&) = delete;

    // What would go down the wire to that board is given to `sink`.
    base::Result<void> add_board(NamedDictionary board, mcu::Recorder::Sink sink);
    // The summary is to be a full report: what limits moves, where time goes, how fast motors step.
    void report_in_full() { in_full_ = true; }
    // Tells this one of everything; it outlives the planner.
    void trace_to(Trace& trace) { trace_ = &trace; }
    // Whom a plan is made with; its printer is there after build().
    Host& host() { return host_; }
    // Makes the printer, after its boards; what is wrong with its configuration.
    std::vector<config::Problem> build();

    // Whom to tell how far it is, and whom to ask whether to go on; either may be missing.
    struct Watch {
        std::function<void(double share, std::uint64_t line)> on_line;
        std::function<bool()> cancelled;
        std::function<void(const gcode::Line& line, const std::string& place)> before_line = {};
        // Takes what a line failed with and says whether to go on; without it, a failure ends all.
        std::function<bool(const std::string& what)> failed = {};
    };
    // Both carry out the whole file and switch everything off.  They fail with what stopped it;
    // what came out is then worthless.  Lines by themselves, or as a print from the card.
    base::Result<PlanSummary> feed(gcode::Source& source, const Watch& watch);
    base::Result<PlanSummary> print(const std::string& file, const Watch& watch);

  private:
    struct Stream {
        std::string name;
        mcu::Recorder recorder;
    };

    // How the file reaches the printer.
    using Way = std::function<runtime::Task<>(const Feed& parts)>;
    base::Result<PlanSummary> go(const Way& way, const Watch& watch);
    runtime::Task<> everything(const Way& way, const Watch& watch);
    runtime::Task<> carry_out(const Way& way, const Watch& watch);
    void release();
    PlanSummary::Board board_summary(const Stream& stream);

    PlanSummary summary_;
    runtime::VirtualClock clock_;
    std::vector<std::unique_ptr<Stream>> streams_;  // outlive the host that sends into them
    Host host_;
    bool in_full_ = false;
    Trace* trace_ = nullptr;
    std::unique_ptr<PlanReport> report_;
    std::string shut_down_;  // why, if it is
};

}  // namespace escapement::app
