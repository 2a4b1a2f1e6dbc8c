// What changes in a driver for the time of an approach.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tmc_endstop.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mcu/endstop.hpp"
#include "modules/tmc_driver.hpp"
#include "printer/errors.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

class TmcEndstop final : public printer::McuEndstop {
  public:
    // `wiring` is what messages call it.
    TmcEndstop(std::unique_ptr<mcu::Endstop> device,
               std::string wiring,
               TmcDriver& driver,
               std::string stall_field)
        : McuEndstop(std::move(device), std::move(wiring)),
          driver_(driver),
          stall_field_(std::move(stall_field)) {}

    runtime::Task<> prepare() override;
    runtime::Task<> restore() override;

  private:
    using Values = std::vector<std::pair<std::string, std::int64_t>>;
    Values values_for_approach() const;
    std::vector<const chips::DriverRegister*> set(const Values& values);
    runtime::Task<> write(std::vector<const chips::DriverRegister*> changed);

    TmcDriver& driver_;
    const std::string stall_field_;  // that makes the pin close; empty where nothing else does
    Values before_;
};

TmcEndstop::Values TmcEndstop::values_for_approach() const {
    auto& registers = driver_.registers();
    Values values;
    if (!registers.has("en_pwm_mode")) {
        values = {{"tpwmthrs", 0}, {"en_spreadcycle", 0}};
    } else if (registers.has("sg4_thrs") && registers.field("sg4_thrs") != 0) {
        values = {{"en_pwm_mode", 1}, {"tpwmthrs", 0}, {stall_field_, 1}};
    } else {
        values = {{"en_pwm_mode", 0}, {stall_field_, 1}};
    }
    if (registers.field("tcoolthrs") == 0)
        values.emplace_back("tcoolthrs", chips::slowest_threshold);
    if (registers.has("thigh")) values.emplace_back("thigh", 0);
    return values;
}

// The registers that have changed, each once.
std::vector<const chips::DriverRegister*> TmcEndstop::set(const Values& values) {
    std::vector<const chips::DriverRegister*> changed;
    for (const auto& [field, number] : values) {
        const auto* reg = &driver_.registers().set(field, number);
        std::erase(changed, reg);
        changed.push_back(reg);
    }
    return changed;
}

runtime::Task<> TmcEndstop::write(std::vector<const chips::DriverRegister*> changed) {
    for (const auto* reg : changed) co_await driver_.write(*reg, at_once);
}

runtime::Task<> TmcEndstop::prepare() {
    co_await driver_.wait_for_rest();
    const auto values = values_for_approach();
    before_.clear();
    for (const auto& [field, number] : values)
        before_.emplace_back(field, driver_.registers().field(field));
    auto changed = set(values);
    std::string trouble;
    try {
        co_await write(std::move(changed));
    } catch (const printer::CommandError& error) {
        trouble = error.what();
    }
    if (trouble.empty()) co_return;
    set(std::exchange(before_, {}));
    throw printer::CommandError(trouble);
}

runtime::Task<> TmcEndstop::restore() {
    auto changed = set(std::exchange(before_, {}));
    co_await write(std::move(changed));
}

struct StallPin {
    const printer::PinName& pin;
    std::string option, field;
};

std::optional<StallPin> stall_pin_of(const TmcConfig& config) {
    if (config.diag0_pin) return StallPin{*config.diag0_pin, "diag0_pin", "diag0_stall"};
    if (config.diag1_pin) return StallPin{*config.diag1_pin, "diag1_pin", "diag1_stall"};
    if (config.diag_pin) return StallPin{*config.diag_pin, "diag_pin", ""};
    return std::nullopt;
}

}  // namespace

std::unique_ptr<printer::EndstopInput> make_tmc_endstop(TmcDriver& driver,
                                                        const printer::SectionName& section) {
    const TmcConfig& config = driver.config();
    const auto stall = stall_pin_of(config);
    const bool one_pin = !driver.registers().has("diag0_stall");
    if (!stall)
        throw section.error("endstop_pin",
                            "tmc virtual endstop requires diag pin config: set " +
                                std::string(one_pin ? "diag_pin" : "diag1_pin") + " in [" +
                                config.section.full + "]");
    const auto claimed = driver.context().pins.claim(
        stall->pin, {config.section, stall->option}, config::input_prefixes);
    auto device = mcu::Endstop::make(claimed.mcu, printer::pin_spec(claimed.pin));
    if (!device) throw config.section.error(stall->option, device.error().what);
    const auto wiring = std::string(stall->option) + " " + stall->pin.text;
    return std::make_unique<TmcEndstop>(std::move(*device), wiring, driver, stall->field);
}

}  // namespace escapement::modules
