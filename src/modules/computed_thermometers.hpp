// Temperatures that need no chip of their own: of the host's processor, and of other sensors.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "modules/polled_thermometer.hpp"
#include "modules/temperature_request.hpp"

namespace escapement::modules {

// temperature_host: a file of the kernel, in thousandths of a degree.
class HostThermometer final : public PolledThermometer {
  public:
    HostThermometer(TemperatureRequest request, printer::Context& context);

  private:
    runtime::Task<base::Result<double>> measure() override;

    std::string path_;
};

// temperature_combined: the least, greatest or mean of other sensors.
class CombinedThermometer final : public PolledThermometer {
  public:
    CombinedThermometer(TemperatureRequest request, printer::Context& context);

  private:
    runtime::Task<base::Result<void>> prepare() override;
    runtime::Task<base::Result<double>> measure() override;
    base::Result<double> read(const std::string& sensor) const;
    base::Result<double> combine(const std::vector<double>& values) const;

    std::vector<std::string> sensors_;
    double maximum_deviation_;
    std::string method_;
};

}  // namespace escapement::modules
