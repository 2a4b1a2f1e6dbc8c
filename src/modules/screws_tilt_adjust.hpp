// How far each screw of a bed is to be turned, from what the probe finds over them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "modules/probe_points.hpp"
#include "modules/screws.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// What a screw is to be turned to bring the bed up by `rise` mm: "CW" and full turns and minutes
// of a clock's hand, "01:20".
struct ScrewTurn {
    std::string sign, amount;
};
ScrewTurn screw_turn(double rise, double pitch, bool clockwise_rises);

// [screws_tilt_adjust].  Belongs to the main thread.
class ScrewsTiltAdjust {
  public:
    struct Config : ProbePointsOptions {
        printer::SectionName section;
        ScrewOptions screws;
        std::string screw_thread = "CW-M3";
    };
    struct Request : ProbePoints::Request {
        std::optional<double> max_deviation;
        std::optional<std::string> direction;
    };
    struct Status {
        bool error = false;
        std::optional<double> max_deviation;
        base::Value results = base::Value::Table{};
    };
    static void describe(printer::Description<ScrewsTiltAdjust>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ScrewsTiltAdjust(const Config& config, printer::Context& context);

    const Status& status() const { return status_; }

  private:
    runtime::Task<> calculate(const Request& request);
    runtime::Task<ProbePoints::Next> report(std::vector<ProbeResult> found);
    std::size_t choose_base(const std::vector<ProbeResult>& found) const;
    void report(std::size_t screw, const ProbeResult& found, double base_z, bool is_base);
    bool clockwise() const { return config_.screw_thread.starts_with("CW"); }

    const Config config_;
    printer::Context& context_;
    const std::vector<Screw> screws_;
    ProbePoints points_;
    std::string direction_;
    Status status_;
};

}  // namespace escapement::modules
