// Accelerometer chips as their boards see them: registers, and a queue of measurements.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "chips/accelerometer.hpp"
#include "sim/vector.hpp"

namespace escapement::sim {

// Belongs to one thread.
class SensorModel {
  public:
    using Counts = chips::Accelerometer::Counts;

    virtual ~SensorModel() = default;

    // The chip of that name; nullptr if it cannot be simulated.
    static std::unique_ptr<SensorModel> make(std::string_view chip);

    // A message on its SPI bus begins.  For each byte of it: what the chip says, then what it is
    // told.
    void select() { told_.reset(); }
    std::uint8_t offer();
    void accept(std::uint8_t byte);
    // A message on its I2C bus: writes, then reads from the address that came first.
    void transfer(std::span<const std::uint8_t> write, std::span<std::uint8_t> read);

    // Measurements a second by the chip's own clock; 0 at rest.
    virtual double rate() const = 0;
    // It feels this, in mm/s^2 along its own axes, at the moment of a measurement.
    void measure(const Vector& acceleration);

  protected:
    explicit SensorModel(const chips::Accelerometer& chip, std::size_t room)
        : chip_(chip), room_(room) {}

    // What is at an address when it is read, and what writing there does.
    virtual std::uint8_t load(std::uint8_t address) = 0;
    virtual void store(std::uint8_t address, std::uint8_t value) = 0;
    // Where a read goes on behind this address.
    virtual std::uint8_t next(std::uint8_t address) const {
        return static_cast<std::uint8_t>(address + 1);
    }
    // Which bits of the first byte on SPI are the address.
    virtual std::uint8_t address_bits() const { return 0x7f; }

    // The next byte of the queue as it is read from a single address.
    std::uint8_t stream();
    void forget() {
        queue_.clear();
        streamed_ = 0;
    }
    std::uint16_t waiting_bytes() const {
        return static_cast<std::uint16_t>(6 * queue_.size() - streamed_);
    }
    // One of the six bytes of a measurement.
    std::uint8_t byte_of(const Counts& counts, std::size_t which) const;

    // The oldest measurement, which leaves the queue; the last one again if there is none.
    const Counts& take();

    const chips::Accelerometer& chip_;
    const std::size_t room_;
    std::deque<Counts> queue_;
    bool lost_ = false;  // there was no room for a measurement
    std::array<std::uint8_t, 128> registers_{};

  private:
    // Of the message under way.
    struct Told {
        bool reads;
        std::uint8_t address;
    };
    void go_on(std::uint8_t& address) const {
        address = static_cast<std::uint8_t>(next(address) & 0x7f);
    }

    std::optional<Told> told_;
    std::size_t streamed_ = 0;  // bytes of the oldest measurement that were read
    Counts current_{};
    std::uint32_t noise_ = 1;
};

}  // namespace escapement::sim
