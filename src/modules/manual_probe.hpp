// Finding the bed with the nozzle and a sheet of paper.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Somebody starts it with the nozzle above a place.
// 2. TESTZ moves the nozzle up and down; heights that were tried are remembered, so that "+" and
//    "-" can go halfway to the next one.
// 3. ACCEPT or ABORT end it, and whoever started it goes on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "modules/probe_result.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/toolhead.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class ManualProbe {
  public:
    struct Status {
        bool is_active = false;
        std::optional<double> z_position, z_position_lower, z_position_upper;
    };
    struct Start {
        base::Speed speed{5.0};
    };
    struct Test {
        std::string z;
    };
    static void describe(printer::Description<ManualProbe>& module);

    explicit ManualProbe(printer::Context& context);

    // What goes on afterwards: with the place where the nozzle touched, or nothing after ABORT.
    using Finish = std::function<runtime::Task<>(std::optional<ProbeResult>)>;
    // From now on TESTZ, ACCEPT and ABORT work.  Throws CommandError if they do already.
    void start(base::Speed speed, Finish finish);
    // Throws CommandError when somebody uses these commands.
    void refuse_if_active() const;
    bool active() const { return tool_.has_value(); }

    const Status& status() const { return status_; }

  private:
    struct Tool {
        base::Speed speed;
        Finish finish;
        printer::Toolhead::Position start;
        std::vector<double> tried;  // heights, the lowest first
    };
    static void describe_calibration(printer::Description<ManualProbe>& module);

    void start_alone(const Start& request);
    void calibrate_endstop(const Start& request);
    void apply_offset();
    bool knows_endstop() const { return endstops_.size() == 1; }
    bool knows_endstops() const { return !endstops_.empty(); }
    runtime::Task<> accept();
    runtime::Task<> abort();
    runtime::Task<> test(const Test& request);

    runtime::Task<> say(std::optional<ProbeResult> touched);
    runtime::Task<> take_over_endstop(std::optional<ProbeResult> touched);
    void propose(double z_lower);
    double next_height(const std::string& wanted, double z) const;
    runtime::Task<> move(double z);
    void report();
    runtime::Task<> finish(bool accepted);
    motion::Point nozzle();
    printer::Toolhead& toolhead();

    // A section whose position_endstop says how high the machine is.
    struct Endstop {
        std::string section;
        double position;
    };
    void find_endstops();

    printer::Context& context_;
    std::vector<Endstop> endstops_;  // that of z, or those of a delta's towers
    std::optional<Tool> tool_;
    Status status_;
};

}  // namespace escapement::modules
