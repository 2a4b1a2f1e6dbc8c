// Reads, changes and applies the shapers of three axes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/input_shaper.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/toolhead.hpp"
#include "printer/complaints.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/options.hpp"

namespace escapement::modules {

namespace {

using ShapedAxes = std::array<AxisShaper, motion::cartesian_axes>;

AxisShaper axis_of(char axis, const std::optional<std::string>& type, const std::string& usual) {
    return {.axis = axis, .type = base::lower_case(type.value_or(usual))};
}

ShapedAxes axes_of_config(const InputShaper::Config& config) {
    ShapedAxes axes{axis_of('x', config.shaper_type_x, config.shaper_type),
                    axis_of('y', config.shaper_type_y, config.shaper_type),
                    axis_of('z', config.shaper_type_z, config.shaper_type)};
    const std::array frequencies{config.shaper_freq_x, config.shaper_freq_y, config.shaper_freq_z};
    const std::array ratios{config.damping_ratio_x, config.damping_ratio_y, config.damping_ratio_z};
    const std::array windows{
        config.smoother_freq_x, config.smoother_freq_y, config.smoother_freq_z};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        axes[i].shaper_freq = frequencies[i];
        axes[i].damping_ratio = ratios[i];
        axes[i].smoother_freq = windows[i];
    }
    return axes;
}

void take_over(ShapedAxes& axes, const InputShaper::Change& change) {
    const std::array types{&change.shaper_type_x, &change.shaper_type_y, &change.shaper_type_z};
    const std::array frequencies{change.shaper_freq_x, change.shaper_freq_y, change.shaper_freq_z};
    const std::array ratios{change.damping_ratio_x, change.damping_ratio_y, change.damping_ratio_z};
    const std::array windows{
        change.smoother_freq_x, change.smoother_freq_y, change.smoother_freq_z};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        AxisShaper& axis = axes[i];
        const auto& type = change.shaper_type ? change.shaper_type : *types[i];
        axis.type = base::lower_case(type.value_or(axis.type));
        axis.shaper_freq = frequencies[i].value_or(axis.shaper_freq);
        axis.damping_ratio = ratios[i].value_or(axis.damping_ratio);
        axis.smoother_freq = windows[i].value_or(axis.smoother_freq);
    }
}

// "shaper_freq" and 'x' make "shaper_freq_x".
std::string option_name(const std::string& name, const AxisShaper& axis) {
    return name + "_" + axis.axis;
}

void check_frequencies(const AxisShaper& axis, printer::Complaints& complaints) {
    const auto shaper = option_name("shaper_freq", axis);
    const auto smoother = option_name("smoother_freq", axis);
    if (axis.smooth() && axis.shaper_freq > 0.0)
        complaints.add(shaper, "has no effect on " + axis.type + "; give " + smoother);
    if (!axis.smooth() && axis.smoother_freq > 0.0)
        complaints.add(smoother, "has no effect on " + axis.type + "; give " + shaper);
}

void check_axis(const AxisShaper& axis, printer::Complaints& complaints) {
    const auto type = option_name("shaper_type", axis);
    const auto wrong = complaints.section().gives(type) ? type : std::string("shaper_type");
    const auto ratio = option_name("damping_ratio", axis);
    if (!complaints.none_about({wrong, ratio})) return;
    if (const auto shaper = axis.shaper(); !shaper) complaints.add(wrong, shaper.error().what);
    check_frequencies(axis, complaints);
}

// The carriages of one axis differ, so that each wants a shaper of its own.
void check_carriages(const ShapedAxes& axes, printer::Complaints& complaints) {
    if (complaints.config().of_type("dual_carriage").empty()) return;
    for (const AxisShaper& axis : axes)
        if (axis.enabled())
            complaints.add(option_name(axis.smooth() ? "smoother_freq" : "shaper_freq", axis),
                           "cannot be configured together with [dual_carriage]; set it for each "
                           "carriage with SET_DUAL_CARRIAGE and SET_INPUT_SHAPER");
}

printer::Toolhead& toolhead_of(printer::Context& context) {
    return context.modules.the<ToolheadModule>().toolhead();
}

// What ENABLE_INPUT_SHAPER and DISABLE_INPUT_SHAPER do to one axis; returns what to say about it.
std::string suspend_axis(AxisShaper& axis, bool suspend) {
    const std::string which = std::string("AXIS='") + axis.axis + "'";
    const bool can = suspend ? axis.enabled() : axis.suspended;
    axis.suspended = suspend ? axis.suspended || can : false;
    if (suspend)
        return can ? "Disabled input shaper for " + which
                   : "Cannot disable input shaper for " + which +
                         ": not enabled or was already disabled";
    return can ? "Enabled input shaper for " + which
               : "Cannot enable input shaper for " + which + ": was not disabled";
}

AxisShaper& named_axis(ShapedAxes& axes, const std::string& name) {
    const auto letter = base::lower_case(name);
    const auto axis = std::find_if(axes.begin(), axes.end(), [&](const AxisShaper& known) {
        return letter == std::string(1, known.axis);
    });
    if (axis == axes.end())
        throw printer::CommandError("Invalid AXIS='" + name + "': must be x, y or z");
    return *axis;
}

}  // namespace

// The options of one axis, and the same as parameters.
template <auto Type, auto Frequency, auto Ratio, auto Window>
void InputShaper::describe_axis(printer::Description<InputShaper>& module) {
    module.option<Type>("Kind of shaper for this axis; shaper_type if not set.");
    module.option<Frequency>("Frequency of the vibration in Hz; 0: no shaping.")
        .unit("Hz")
        .at_least(0.0);
    module.option<Ratio>("Damping ratio of the vibration.").at_least(0.0);
    module.option<Window>("Frequency in Hz where the kind is a smooth one; 0: no shaping.")
        .unit("Hz")
        .at_least(0.0);
}

template <auto Type, auto Frequency, auto Ratio, auto Window, class Command>
void InputShaper::describe_change(Command& command) {
    command.template parameter<Type>("Kind of shaper.");
    command.template parameter<Frequency>("Frequency in Hz; 0: no shaping.")
        .unit("Hz")
        .at_least(0.0);
    command.template parameter<Ratio>("Damping ratio.").at_least(0.0);
    command.template parameter<Window>("Frequency in Hz for a smooth kind.").at_least(0.0);
}

InputShaper::InputShaper(const Config& config, printer::Context& context)
    : context_(context),
      toolhead_(toolhead_of(context)),
      axes_(axes_of_config(config)),
      ready_(context.events.ready.connect([this](const printer::Ready&) { apply(); })) {}

void InputShaper::check(const Config& config, printer::Complaints& complaints) {
    const ShapedAxes axes = axes_of_config(config);
    for (const AxisShaper& axis : axes) check_axis(axis, complaints);
    check_carriages(axes, complaints);
}

void InputShaper::apply() {
    motion::Shapers shapers;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
        const auto shaper = axes_[i].shaper();
        if (!shaper) throw printer::CommandError(shaper.error().what);
        shapers[i] = *shaper;
    }
    toolhead_.set_shapers(shapers);
}

// Nothing changes if anything is wrong.
runtime::Task<> InputShaper::set(const Change& change) {
    if (change != Change{}) {
        ShapedAxes axes = axes_;
        take_over(axes, change);
        for (AxisShaper& axis : axes) {
            axis.suspended = false;
            if (const auto shaper = axis.shaper(); !shaper)
                throw printer::CommandError(shaper.error().what);
        }
        co_await toolhead_.flush_in_time();
        axes_ = axes;
        apply();
    }
    for (const AxisShaper& axis : axes_)
        if (axis.axis != 'z' || axis.enabled()) context_.console.info(axis.report());
}

void InputShaper::suspend() {
    for (AxisShaper& axis : axes_) axis.suspended = true;
    apply();
}

void InputShaper::resume() {
    for (AxisShaper& axis : axes_) axis.suspended = false;
    apply();
}

runtime::Task<> InputShaper::enable(const Choice& choice) {
    return switch_axes(choice.axis, false);
}

runtime::Task<> InputShaper::disable(const Choice& choice) {
    return switch_axes(choice.axis, true);
}

runtime::Task<> InputShaper::switch_axes(std::string names, bool suspend) {
    ShapedAxes axes = axes_;
    std::string text;
    for (const auto& name : printer::split_list(names))
        text += (text.empty() ? "" : "\n") + suspend_axis(named_axis(axes, name), suspend);
    co_await toolhead_.flush_in_time();
    axes_ = axes;
    apply();
    context_.console.info(text);
}

void InputShaper::describe(printer::Description<InputShaper>& module) {
    module.section("input_shaper").doc("Input shapers: motion that excites no vibration.");
    module.option<&Config::shaper_type>(
        "Kind of shaper for all axes: zv, mzv, zvd, ei, 2hump_ei, 3hump_ei, or smooth_zv, "
        "smooth_mzv, smooth_ei, smooth_2hump_ei, smooth_zvd_ei, smooth_si.");
    describe_axis<&Config::shaper_type_x,
                  &Config::shaper_freq_x,
                  &Config::damping_ratio_x,
                  &Config::smoother_freq_x>(module);
    describe_axis<&Config::shaper_type_y,
                  &Config::shaper_freq_y,
                  &Config::damping_ratio_y,
                  &Config::smoother_freq_y>(module);
    describe_axis<&Config::shaper_type_z,
                  &Config::shaper_freq_z,
                  &Config::damping_ratio_z,
                  &Config::smoother_freq_z>(module);
    describe_commands(module);
}

void InputShaper::describe_commands(printer::Description<InputShaper>& module) {
    auto set = module.command<&InputShaper::set>("SET_INPUT_SHAPER",
                                                 "Set cartesian parameters for input shaper");
    set.parameter<&Change::shaper_type>("Kind of shaper for all axes.");
    describe_change<&Change::shaper_type_x,
                    &Change::shaper_freq_x,
                    &Change::damping_ratio_x,
                    &Change::smoother_freq_x>(set);
    describe_change<&Change::shaper_type_y,
                    &Change::shaper_freq_y,
                    &Change::damping_ratio_y,
                    &Change::smoother_freq_y>(set);
    describe_change<&Change::shaper_type_z,
                    &Change::shaper_freq_z,
                    &Change::damping_ratio_z,
                    &Change::smoother_freq_z>(set);
    module
        .command<&InputShaper::enable>("ENABLE_INPUT_SHAPER",
                                       "Enable input shaper for given objects")
        .parameter<&Choice::axis>("Axes to shape again, separated by commas.")
        .required();
    module
        .command<&InputShaper::disable>("DISABLE_INPUT_SHAPER",
                                        "Disable input shaper for given objects")
        .parameter<&Choice::axis>("Axes not to shape, separated by commas.")
        .required();
}

}  // namespace escapement::modules
