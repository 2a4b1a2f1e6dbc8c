// The accelerometers of a simulated printer at the buses of its boards, and what they feel.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "sim/blueprint.hpp"
#include "sim/sensor_model.hpp"
#include "sim/shaking.hpp"

namespace escapement::sim {

class Machine;

// They sit at the nozzle of the first tool.  Pins are named by board and number, as in Machine,
// which must outlive this.  Moments do not go back.  Belongs to one thread.
class Sensors {
  public:
    Sensors(const Blueprint& blueprint, const Machine& machine);

    void output(std::size_t board, std::size_t pin, bool level, base::Seconds at) {
        if (!used_.empty() && used_[board][pin] != 0) change(board, pin, level, at);
        moved(at);
    }
    // What a chip puts on the pin; nothing if none does.
    std::optional<bool> input(std::size_t board, std::size_t pin) const;
    // Whether a chip took part.
    bool spi(std::size_t board, std::span<std::uint8_t> data, base::Seconds at);
    // The same for I2C.
    struct I2cTarget {
        std::size_t board = 0, bus = 0;
        int address = 0;
    };
    bool i2c(const I2cTarget& target,
             std::span<const std::uint8_t> write,
             std::span<std::uint8_t> read,
             base::Seconds at);

  private:
    struct Sensor {
        const SensorBlueprint& plan;
        std::unique_ptr<SensorModel> model;
        // Numbers of pins; of a bus that is made of pins also the other three.
        std::optional<std::size_t> select{}, clock{}, data{}, answer{};
        std::size_t bus = 0;  // of I2C
        bool selected = false;
        bool clock_level = false, data_level = false, answer_level = false;
        std::uint8_t in = 0, out = 0;
        unsigned bits = 0;     // of the byte under way
        base::Seconds next{};  // when it measures again
        double rate = 0.0;
    };

    void add(const SensorBlueprint& plan, const Blueprint& blueprint);
    void change(std::size_t board, std::size_t pin, bool level, base::Seconds at);
    void clock_rises(Sensor& sensor, base::Seconds at);
    // The nozzle may have moved.
    void moved(base::Seconds at) {
        if (measuring_) follow(at);
    }
    void follow(base::Seconds at);
    void measure_until(base::Seconds at);
    void note_rates(base::Seconds at);
    Vector felt_by(const Sensor& sensor) const;

    const Machine& machine_;
    Shaking shaking_;
    std::vector<Sensor> sensors_;
    bool measuring_ = false;
    std::vector<std::vector<std::uint8_t>> used_;  // by board and pin; empty without sensors
};

}  // namespace escapement::sim
