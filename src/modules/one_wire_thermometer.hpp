// A DS18B20 on the one-wire bus of a Linux board.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "mcu/mcu.hpp"
#include "messages/ds18b20.hpp"
#include "modules/temperature_request.hpp"
#include "printer/context.hpp"

namespace escapement::modules {

// The board reads and checks by itself.  Belongs to the main thread.
class OneWireThermometer final : public printer::TemperatureSource {
  public:
    OneWireThermometer(TemperatureRequest request, printer::Context& context);

    base::Seconds report_interval() const override { return interval_; }

  private:
    static constexpr std::uint8_t most_errors = 4;

    void configure(const std::string& serial, const printer::SectionName& section);
    void take(const messages::Ds18b20Result& result);

    printer::TemperatureRange range_;
    printer::TemperatureListener listener_;
    base::Seconds interval_;
    mcu::Mcu& board_;
    messages::Oid oid_;
    mcu::Subscription subscription_;
};

}  // namespace escapement::modules
