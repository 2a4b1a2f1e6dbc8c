// The stepper drivers of a simulated printer at the pins and buses of its boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "sim/blueprint.hpp"
#include "sim/driver_bus.hpp"
#include "sim/driver_line.hpp"
#include "sim/driver_model.hpp"

namespace escapement::sim {

class Machine;

// Pins are named by board and number, as in Machine, which must outlive this.  Belongs to one
// thread.
class Drivers {
  public:
    Drivers(const Blueprint& blueprint, const Machine& machine);
    Drivers(const Drivers&) = delete;
    Drivers& operator=(const Drivers&) = delete;

    void output(std::size_t board, std::size_t pin, bool level, base::Seconds at) {
        if (const auto* uses = uses_of(board, pin)) change(board, *uses, level, at);
    }
    // What a driver puts on the pin; nothing if none does.
    std::optional<bool> input(std::size_t board, std::size_t pin, base::Seconds at);
    // Whether a driver took part.
    bool spi(std::size_t board, std::span<std::uint8_t> data);

    std::size_t count() const { return models_.size(); }
    const DriverModel& model(std::size_t index) const { return models_[index]; }

  private:
    enum class Role : std::uint8_t { line, choose, select, clock, data };
    struct Use {
        Role role;
        std::size_t index;  // of the line, the choosing pin or the bus
    };
    using Uses = std::vector<Use>;
    using Place = std::pair<std::size_t, std::size_t>;  // board and pin
    struct Bus {
        std::size_t board = 0;
        DriverBus chain;
    };

    const Uses* uses_of(std::size_t board, std::size_t pin) const {
        if (pin >= used_[board].size() || !used_[board][pin]) return nullptr;
        return &uses_.at({board, pin});
    }
    Place place(const PinBlueprint& pin) const;
    void note(const PinBlueprint& pin, Use use);
    void add(const DriverBlueprint& driver, const Machine& machine);
    void add_to_line(const DriverBlueprint& driver, DriverModel& model);
    void add_to_bus(const DriverBlueprint& driver, DriverModel& model);
    std::size_t choosing_pin(const PinBlueprint& pin);
    void change(std::size_t board, const Uses& uses, bool level, base::Seconds at);

    const Blueprint& blueprint_;
    std::deque<DriverModel> models_;
    std::deque<DriverLine> lines_;
    std::map<Place, std::size_t> line_inputs_;  // which line a pin reads
    std::deque<Bus> buses_;
    std::map<Place, std::size_t> bus_selects_;
    std::vector<std::vector<std::size_t>> soft_buses_;  // that share a clock
    std::map<Place, std::size_t> soft_clocks_, soft_inputs_;
    std::vector<bool> soft_data_, soft_clock_levels_;
    std::map<Place, std::size_t> choosing_;
    std::deque<bool> choosing_levels_;
    std::map<Place, Uses> uses_;
    std::vector<std::vector<std::uint8_t>> used_;  // by board and pin
};

}  // namespace escapement::sim
