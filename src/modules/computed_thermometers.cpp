// Reading a file, and the status of other sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/computed_thermometers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <numeric>
#include <system_error>

#include "base/small_file.hpp"
#include "printer/module.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {
namespace {

// Other sensors need a moment for their first measurement.
constexpr base::Seconds before_first{1.0};

}  // namespace

HostThermometer::HostThermometer(TemperatureRequest request, printer::Context& context)
    : PolledThermometer({.name = "HOST temperature [" + request.section.full + "]",
                         .interval = base::Seconds(1.0),
                         .range = request.range,
                         .may_fall_silent = true},
                        std::move(request.listener),
                        context),
      path_(request.config.sensor_path) {
    if (!context.simulated && !context.offline && !std::ifstream(path_))
        throw request.section.error("sensor_path",
                                    "Unable to open temperature file '" + path_ +
                                        "'; name one of /sys/class/thermal/thermal_zone*/temp");
}

runtime::Task<base::Result<double>> HostThermometer::measure() {
    // An imagined computer may have one where this one has none.
    constexpr double usual_celsius = 40.0;
    if (context().simulated) co_return usual_celsius;
    std::array<char, 64> buffer;
    std::string_view text = base::read_small_file(path_, buffer);
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
    double thousandths = 0.0;
    const auto end = text.data() + text.size();
    if (std::from_chars(text.data(), end, thousandths).ec != std::errc{} ||
        !std::isfinite(thousandths))
        co_return base::Error{"cannot read a temperature from '" + path_ + "' (sensor_path)"};
    co_return thousandths / 1000.0;
}

CombinedThermometer::CombinedThermometer(TemperatureRequest request, printer::Context& context)
    : PolledThermometer({.name = "COMBINED SENSOR [" + request.section.full + "]",
                         .interval = base::Seconds(0.3),
                         .range = request.range},
                        std::move(request.listener),
                        context),
      sensors_(request.config.sensor_list),
      maximum_deviation_(*request.config.maximum_deviation),
      method_(request.config.combination_method) {}

runtime::Task<base::Result<void>> CombinedThermometer::prepare() {
    co_await context().executor.after(before_first);
    co_return base::Result<void>{};
}

base::Result<double> CombinedThermometer::read(const std::string& sensor) const {
    const auto* module = context().modules.find(sensor);
    const base::Value status = module ? printer::status_of(*module) : base::Value();
    const base::Value* celsius = status.find("temperature");
    const double* number = celsius ? celsius->as<double>() : nullptr;
    if (!number) return base::Error{"'" + sensor + "' does not report a temperature."};
    return *number;
}

base::Result<double> CombinedThermometer::combine(const std::vector<double>& values) const {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    if (*most - *least > maximum_deviation_)
        return base::Error{
            fmt::format("maximum deviation exceeded limit of {:.1f}, max sensor value {:.1f}, min "
                        "sensor value {:.1f}.",
                        maximum_deviation_,
                        *most,
                        *least)};
    if (method_ == "min") return *least;
    if (method_ == "max") return *most;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

runtime::Task<base::Result<double>> CombinedThermometer::measure() {
    std::vector<double> values;
    for (const auto& sensor : sensors_) {
        auto value = read(sensor);
        if (!value) co_return std::move(value.error());
        values.push_back(*value);
    }
    co_return combine(values);
}

}  // namespace escapement::modules
