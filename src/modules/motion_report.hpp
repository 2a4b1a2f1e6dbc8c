// Where the machine is at this moment, and how fast it goes, as planned.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "motion/segment.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

class MotionReport {
  public:
    struct Status {
        std::vector<double> live_position;
        double live_velocity = 0.0;
        double live_extruder_velocity = 0.0;
        std::vector<std::string> steppers;
        std::vector<std::string> trapq;
    };
    static void describe(printer::Description<MotionReport>& module);

    explicit MotionReport(printer::Context& context) : context_(context) {}

    Status status() const;

  private:
    struct Queue {
        std::string name;
        const motion::SegmentQueue* segments;
    };
    std::vector<Queue> queues() const;

    printer::Context& context_;
};

}  // namespace escapement::modules
