// The temperature of a microcontroller itself.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "chips/board_temperature.hpp"
#include "modules/temperature_request.hpp"
#include "printer/context.hpp"
#include "printer/events.hpp"
#include "runtime/task.hpp"

namespace escapement::mcu {
class AdcIn;
class Mcu;
}  // namespace escapement::mcu

namespace escapement::modules {

// Some chips keep in their memory what the factory measured: that is read when the printer is
// ready, and nothing is told before.  Belongs to the main thread.
class BoardThermometer final : public printer::TemperatureSource {
  public:
    BoardThermometer(TemperatureRequest request, printer::Context& context);

    base::Seconds report_interval() const override { return interval; }
    void bear_excursions(base::Seconds time) override {
        most_out_of_range_ = reports_within(time, interval);
    }
    std::string complaint() const override;

  private:
    static constexpr base::Seconds interval{0.3};

    runtime::Task<> calibrate();
    runtime::Task<std::optional<std::uint32_t>> read_memory(const chips::CalibrationWord& word);
    void take(base::PrintTime when, double reading);

    std::string section_;
    printer::TemperatureRange range_;
    printer::TemperatureListener listener_;
    printer::Context& context_;
    std::optional<chips::TemperatureLine> measured_;  // by the user
    mcu::Mcu& board_;
    std::optional<chips::TemperatureLine> line_;
    double last_celsius_ = 0.0;
    int out_of_range_ = 0;  // readings in a row
    int most_out_of_range_ = 4;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
