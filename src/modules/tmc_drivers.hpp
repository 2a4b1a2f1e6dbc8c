// All stepper drivers with registers, and the wires that they share.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "modules/tmc_link.hpp"
#include "modules/tmc_options.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/endstops.hpp"
#include "runtime/mutex.hpp"

namespace escapement::modules {

class TmcDriver;
class TmcSpiChain;
class TmcUartLine;

// Belongs to the main thread.
class TmcDrivers {
  public:
    static void describe(printer::Description<TmcDrivers>& module);

    explicit TmcDrivers(printer::Context& context);
    ~TmcDrivers();

    // Drivers add themselves, and take themselves away.
    void add(TmcDriver& driver) { drivers_.push_back(&driver); }
    void remove(TmcDriver& driver) { std::erase(drivers_, &driver); }
    // The driver of a motor, or nullptr.
    TmcDriver* find(std::string_view stepper) const;

    // The way to a driver as its options say.  Throws ConfigError.
    std::unique_ptr<TmcLink> link(const TmcConfig& config, chips::DriverRegisters& registers);
    // The endstop that one of them stands in for: "tmc2209_stepper_x:virtual_endstop".  nullptr if
    // the pin is none of theirs.  Throws ConfigError, about the option of that section.
    std::unique_ptr<printer::EndstopInput> endstop(const printer::PinName& pin,
                                                   const printer::SectionName& section) const;

  private:
    std::unique_ptr<TmcLink> uart_link(const TmcConfig& config);
    std::unique_ptr<TmcLink> spi_link(const TmcConfig& config);
    TmcSpiChain& chain(const TmcConfig& config);

    printer::Context& context_;
    std::vector<TmcDriver*> drivers_;
    std::map<const mcu::Mcu*, std::unique_ptr<runtime::Mutex>> boards_busy_;
    std::map<std::string, std::unique_ptr<TmcUartLine>> lines_;   // by the pin that receives
    std::map<std::string, std::unique_ptr<TmcSpiChain>> chains_;  // by the pin that selects
};

}  // namespace escapement::modules
