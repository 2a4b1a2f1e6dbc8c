// [input_shaper]: which vibrations of the axes to leave out, and the commands that change that.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "modules/axis_shaper.hpp"
#include "motion/trajectory.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/toolhead.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class InputShaper {
  public:
    struct Config {
        printer::SectionName section;
        std::string shaper_type = "mzv";
        std::optional<std::string> shaper_type_x, shaper_type_y, shaper_type_z;
        double shaper_freq_x = 0.0, shaper_freq_y = 0.0, shaper_freq_z = 0.0;
        double damping_ratio_x = 0.1, damping_ratio_y = 0.1, damping_ratio_z = 0.1;
        double smoother_freq_x = 0.0, smoother_freq_y = 0.0, smoother_freq_z = 0.0;
    };
    struct Change {
        std::optional<std::string> shaper_type;
        std::optional<std::string> shaper_type_x, shaper_type_y, shaper_type_z;
        std::optional<double> shaper_freq_x, shaper_freq_y, shaper_freq_z;
        std::optional<double> damping_ratio_x, damping_ratio_y, damping_ratio_z;
        std::optional<double> smoother_freq_x, smoother_freq_y, smoother_freq_z;

        bool operator==(const Change&) const = default;
    };
    struct Choice {
        std::string axis;  // "x" or "x, y"
    };
    static void describe(printer::Description<InputShaper>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    InputShaper(const Config& config, printer::Context& context);

    // For whoever wants to see the vibrations: no shaping until resume().
    void suspend();
    void resume();

  private:
    template <auto Type, auto Frequency, auto Ratio, auto Window>
    static void describe_axis(printer::Description<InputShaper>& module);
    template <auto Type, auto Frequency, auto Ratio, auto Window, class Command>
    static void describe_change(Command& command);
    static void describe_commands(printer::Description<InputShaper>& module);
    runtime::Task<> set(const Change& change);
    runtime::Task<> enable(const Choice& choice);
    runtime::Task<> disable(const Choice& choice);
    runtime::Task<> switch_axes(std::string names, bool suspend);
    void apply();

    printer::Context& context_;
    printer::Toolhead& toolhead_;
    std::array<AxisShaper, motion::cartesian_axes> axes_;
    printer::Signal<printer::Ready>::Connection ready_;
};

inline void complete_settings(InputShaper::Config& config, const printer::Complaints&) {
    for (auto* axis : {&config.shaper_type_x, &config.shaper_type_y, &config.shaper_type_z})
        if (!*axis) *axis = config.shaper_type;
}

}  // namespace escapement::modules
