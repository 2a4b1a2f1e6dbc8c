// The filament as an axis that moves along with the head.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "motion/extruder.hpp"
#include "motion/segment.hpp"
#include "printer/extra_axis.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class ExtruderAxis final : public ExtraAxis {
  public:
    struct Settings {
        std::string name;  // "extruder"
        motion::ExtruderLimits limits;
        std::function<bool()> can_extrude;  // warm enough
    };
    // Its motion goes into `segments`, whose x is the filament's position.
    ExtruderAxis(Settings settings, motion::SegmentQueue& segments)
        : settings_(std::move(settings)), segments_(segments) {}

    std::string name() const override { return settings_.name; }
    void check_move(motion::Move& move, std::size_t axis) const override;
    motion::SpeedSquared junction_limit(const motion::Move& previous,
                                        const motion::Move& move,
                                        std::size_t axis) const override;
    void follow_move(base::PrintTime start, const motion::Move& move, std::size_t axis) override;

    // Where the planned moves have put the filament.
    base::Length position() const { return position_; }

  private:
    Settings settings_;
    motion::SegmentQueue& segments_;
    base::Length position_{};
};

}  // namespace escapement::printer
