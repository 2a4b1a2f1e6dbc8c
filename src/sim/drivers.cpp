// Which pin leads to which driver.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/drivers.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "chips/driver_chips.hpp"
#include "sim/machine.hpp"

namespace escapement::sim {

Drivers::Drivers(const Blueprint& blueprint, const Machine& machine) : blueprint_(blueprint) {
    for (const BoardBlueprint& board : blueprint.boards) used_.emplace_back(board.pins.size());
    for (const DriverBlueprint& driver : blueprint.drivers) add(driver, machine);
}

Drivers::Place Drivers::place(const PinBlueprint& pin) const {
    const auto& pins = blueprint_.boards.at(pin.board).pins;
    const auto found = std::find(pins.begin(), pins.end(), pin.name);
    ASSERT(found != pins.end());
    return {pin.board, static_cast<std::size_t>(found - pins.begin())};
}

void Drivers::note(const PinBlueprint& pin, Use use) {
    const Place where = place(pin);
    used_[where.first][where.second] = 1;
    uses_[where].push_back(use);
}

// A driver counts down where its DIR is high.
void Drivers::add(const DriverBlueprint& driver, const Machine& machine) {
    const auto motor = driver.motor;
    const bool inverted = motor && blueprint_.motors[*motor].dir.inverted;
    const auto* chip = chips::find_driver_chip(driver.chip);
    ASSERT(chip);
    models_.emplace_back(*chip, [&machine, motor, inverted]() -> std::int64_t {
        if (!motor) return 0;
        const std::int64_t steps = machine.motor_steps(*motor);
        return inverted ? steps : -steps;
    });
    if (driver.by_line())
        add_to_line(driver, models_.back());
    else
        add_to_bus(driver, models_.back());
}

std::size_t Drivers::choosing_pin(const PinBlueprint& pin) {
    const auto [known, fresh] = choosing_.try_emplace(place(pin), choosing_levels_.size());
    if (fresh) {
        choosing_levels_.push_back(false);
        note(pin, {Role::choose, known->second});
    }
    return known->second;
}

void Drivers::add_to_line(const DriverBlueprint& driver, DriverModel& model) {
    const auto [known, fresh] = line_inputs_.try_emplace(place(driver.receive), lines_.size());
    if (fresh) {
        lines_.emplace_back();
        note(driver.send.name.empty() ? driver.receive : driver.send, {Role::line, known->second});
    }
    std::vector<std::pair<std::size_t, bool>> levels;
    for (const PinBlueprint& pin : driver.choosing)
        levels.emplace_back(choosing_pin(pin), !pin.inverted);
    lines_[known->second].add(
        {.address = driver.address,
         .connected =
             [this, levels] {
                 return std::all_of(levels.begin(), levels.end(), [this](const auto& wanted) {
                     return choosing_levels_[wanted.first] == wanted.second;
                 });
             },
         .driver = &model});
}

void Drivers::add_to_bus(const DriverBlueprint& driver, DriverModel& model) {
    const auto [known, fresh] = bus_selects_.try_emplace(place(driver.select), buses_.size());
    const std::size_t index = known->second;
    if (fresh) {
        buses_.push_back({.board = driver.select.board, .chain = {}});
        note(driver.select, {Role::select, index});
    }
    buses_[index].chain.add(driver.position, model);
    if (driver.clock.name.empty() || !fresh) return;
    const auto [clock, new_clock] =
        soft_clocks_.try_emplace(place(driver.clock), soft_buses_.size());
    if (new_clock) {
        soft_buses_.emplace_back();
        soft_data_.push_back(false);
        soft_clock_levels_.push_back(false);
        note(driver.clock, {Role::clock, clock->second});
        note(driver.data, {Role::data, clock->second});
        soft_inputs_.emplace(place(driver.answer), clock->second);
    }
    soft_buses_[clock->second].push_back(index);
}

void Drivers::change(std::size_t, const Uses& uses, bool level, base::Seconds at) {
    for (const Use& use : uses) {
        switch (use.role) {
            case Role::line:
                lines_[use.index].drive(level, at);
                break;
            case Role::choose:
                choosing_levels_[use.index] = level;
                break;
            case Role::select:
                level ? buses_[use.index].chain.release() : buses_[use.index].chain.select();
                break;
            case Role::data:
                soft_data_[use.index] = level;
                break;
            case Role::clock:
                if (level && !soft_clock_levels_[use.index])
                    for (const std::size_t bus : soft_buses_[use.index])
                        if (buses_[bus].chain.selected())
                            buses_[bus].chain.clock_rises(soft_data_[use.index]);
                soft_clock_levels_[use.index] = level;
                break;
        }
    }
}

std::optional<bool> Drivers::input(std::size_t board, std::size_t pin, base::Seconds at) {
    if (const auto line = line_inputs_.find({board, pin}); line != line_inputs_.end())
        return lines_[line->second].level(at);
    if (const auto soft = soft_inputs_.find({board, pin}); soft != soft_inputs_.end())
        for (const std::size_t bus : soft_buses_[soft->second])
            if (buses_[bus].chain.selected()) return buses_[bus].chain.bit();
    return std::nullopt;
}

bool Drivers::spi(std::size_t board, std::span<std::uint8_t> data) {
    for (Bus& bus : buses_) {
        if (bus.board != board || !bus.chain.selected()) continue;
        for (std::uint8_t& byte : data) byte = bus.chain.exchange(byte);
        return true;
    }
    return false;
}

}  // namespace escapement::sim
