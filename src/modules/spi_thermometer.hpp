// A thermocouple chip that a board reads over SPI.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "chips/spi_thermometer.hpp"
#include "mcu/mcu.hpp"
#include "mcu/spi_device.hpp"
#include "messages/thermocouple.hpp"
#include "modules/temperature_request.hpp"
#include "printer/context.hpp"

namespace escapement::modules {

// The board reads and checks by itself: it stops after some readings outside of the range or with
// faults.  Belongs to the main thread.
class SpiThermometerSource final : public printer::TemperatureSource {
  public:
    SpiThermometerSource(TemperatureRequest request, printer::Context& context);

    base::Seconds report_interval() const override { return interval; }
    void bear_excursions(base::Seconds time) override {
        most_invalid_readings_ = static_cast<std::uint8_t>(reports_within(time, interval));
        bears_excursions_ = true;
    }
    // The last fault of the chip, or that its last reading was outside of the range.
    std::string complaint() const override;

  private:
    static constexpr base::Seconds interval{0.3};

    void configure(const printer::SectionName& section);
    void take(const messages::ThermocoupleResult& result);
    void report(const messages::ThermocoupleResult& result, double celsius);

    chips::SpiThermometer chip_;
    printer::TemperatureRange range_;
    printer::TemperatureListener listener_;
    std::unique_ptr<mcu::SpiDevice> device_;
    messages::Oid oid_;
    std::string complaint_;
    std::uint8_t most_invalid_readings_ = 3;
    bool bears_excursions_ = false;
    mcu::Subscription subscription_;
};

}  // namespace escapement::modules
