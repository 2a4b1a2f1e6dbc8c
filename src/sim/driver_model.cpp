// The few registers that do not merely remember.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/driver_model.hpp"

#include <utility>

#include "base/assert.hpp"

namespace escapement::sim {
namespace {

constexpr std::int64_t finest_steps_in_cycle = 1024;
constexpr std::uint32_t reset_flag = 1;

std::int64_t version_of(std::string_view chip) {
    if (chip == "tmc2130") return 0x11;
    if (chip == "tmc2208") return 0x20;
    if (chip == "tmc5160") return 0x30;
    if (chip == "tmc2240") return 0x40;
    return 0x21;
}

}  // namespace

DriverModel::DriverModel(const chips::DriverChip& chip, Microsteps microsteps)
    : chip_(chip), microsteps_(std::move(microsteps)) {
    if (const auto* resets = chip_.find("GSTAT")) values_[resets->address] = reset_flag;
}

std::int64_t DriverModel::field(std::string_view name) const {
    const auto [reg, field] = chip_.find_field(name);
    if (!reg) return 0;
    const auto known = values_.find(reg->address);
    return known == values_.end() ? 0 : field->of(known->second);
}

std::uint32_t DriverModel::with(std::string_view name,
                                std::string_view field,
                                std::int64_t number) const {
    const auto* reg = chip_.find(name);
    ASSERT(reg && reg->field(field));
    return reg->field(field)->put(0, number);
}

std::int64_t DriverModel::position_in_cycle() const {
    const std::int64_t finest = microsteps_() * (std::int64_t{1} << field("mres"));
    return ((finest % finest_steps_in_cycle) + finest_steps_in_cycle) % finest_steps_in_cycle;
}

// It holds the motor with the current that it was given.
std::uint32_t DriverModel::status() const {
    return with("DRV_STATUS", "cs_actual", field("irun")) | with("DRV_STATUS", "stst", 1);
}

std::uint32_t DriverModel::read(std::uint8_t address) {
    const auto is = [&](std::string_view name) {
        const auto* reg = chip_.find(name);
        return reg && reg->address == address;
    };
    if (is("IFCNT")) return messages_;
    if (is("DRV_STATUS")) return status();
    if (is("MSCNT")) return static_cast<std::uint32_t>(position_in_cycle());
    if (is("IOIN")) return static_cast<std::uint32_t>(version_of(chip_.name()) << 24);
    if (is("ADC_TEMP")) return with("ADC_TEMP", "adc_temp", 2300);  // 34 degrees
    const std::uint32_t value = values_[address];
    // The TMC2130 forgets its flags when they are read.
    if (is("GSTAT") && chip_.name() == "tmc2130") values_[address] = 0;
    return value;
}

void DriverModel::write(std::uint8_t address, std::uint32_t value) {
    ++messages_;
    const auto* resets = chip_.find("GSTAT");
    if (resets && resets->address == address)
        values_[address] &= ~value;
    else
        values_[address] = value;
}

std::uint32_t DriverModel::answer_of_2660() {
    switch (field("rdsel")) {
        case 0:
            return with("READRSP@RDSEL0", "mstep", position_in_cycle());
        case 1:
            return 0;
        default:
            return with("READRSP@RDSEL2", "se", field("cs"));
    }
}

}  // namespace escapement::sim
