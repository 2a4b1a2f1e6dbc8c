// SET_LED.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/led_control.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/command_result.hpp"
#include "modules/template_evaluator.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/options.hpp"

namespace escapement::modules {

LedControl::LedControl(const LedConfig& config, int count, printer::Context& context)
    : context_(context),
      colors_(static_cast<std::size_t>(count), config.initial()),
      ready_(context.events.ready.connect([this](const auto&) { show(std::nullopt); })) {}

LedControl::Status LedControl::status() const {
    base::Value::List lights;
    for (const LedColor& color : colors_)
        lights.emplace_back(base::Value::List(color.begin(), color.end()));
    return {base::Value(std::move(lights))};
}

void LedControl::set_color(std::optional<int> index, const LedColor& color) {
    for (std::size_t i = 0; i < colors_.size(); ++i) {
        const bool meant = !index || static_cast<std::size_t>(*index) == i + 1;
        if (!meant || colors_[i] == color) continue;
        colors_[i] = color;
        changed_ = true;
    }
}

void LedControl::show_changes(When when) {
    if (std::exchange(changed_, false)) show(when);
}

void LedControl::refuse_index(const char* command, std::optional<double> index) const {
    printer::Bounds bounds;
    bounds.at_least = 1.0;
    bounds.at_most = static_cast<double>(colors_.size());
    if (const auto complaint = index ? bounds.complaint(*index) : std::string(); !complaint.empty())
        throw printer::CommandError("Error on '" + std::string(command) + "': INDEX: " + complaint);
}

void LedControl::set_led(const SetLed& request) {
    refuse_index("SET_LED", request.index);
    const auto change = [this, request](When when) {
        set_color(request.index, {request.red, request.green, request.blue, request.white});
        if (request.transmit != 0) show_changes(when);
    };
    if (request.sync == 0) return change(std::nullopt);
    context_.modules.the<ToolheadModule>().toolhead().at_end_of_queued(
        [change](base::PrintTime when) { change(when); });
}

void LedControl::set_template(const gcode::Line& line) {
    const auto parameters = or_command_error(gcode::parameters(line));
    const auto index = or_command_error(parameters.number("INDEX"));
    refuse_index("SET_LED_TEMPLATE", index);
    if (index) return follow_template(static_cast<int>(*index), parameters);
    for (int i = 1; i <= static_cast<int>(colors_.size()); ++i) follow_template(i, parameters);
}

void LedControl::follow_template(int index, const gcode::Parameters& parameters) {
    context_.modules.the<TemplateEvaluator>().follow(
        {this, index},
        parameters,
        {[this, index](const std::string& text) { set_color(index, read_led_color(text)); },
         [this] { show_changes(std::nullopt); }});
}

LedColor read_led_color(std::string_view text) {
    LedColor color{};
    const auto parts = printer::split_list(text);
    for (std::size_t i = 0; i < parts.size() && i < color.size(); ++i) {
        const auto number = base::parse_number(parts[i]);
        if (!number) return {};
        color[i] = std::clamp(*number, 0.0, 1.0);
    }
    return color;
}

std::array<std::uint8_t, 4> led_bytes(const LedColor& color) {
    constexpr double full = 255.0;
    std::array<std::uint8_t, 4> bytes{};
    std::transform(color.begin(), color.end(), bytes.begin(), [](double part) {
        return static_cast<std::uint8_t>(part * full + 0.5);
    });
    return bytes;
}

}  // namespace escapement::modules
