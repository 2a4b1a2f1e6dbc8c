// What the board needs of the computer that it runs on: the kernel's devices or stand-ins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "firmware/board.hpp"
#include "messages/i2c.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware::linux_port {

// A line of a GPIO chip.
struct GpioLine {
    std::uint32_t chip = 0;
    std::uint32_t offset = 0;
};

// A line is what it was made last.
class Gpio {
  public:
    virtual ~Gpio() = default;
    // Reason::none if it worked.
    virtual Reason make_output(GpioLine line, bool level) = 0;
    virtual Reason make_input(GpioLine line, Pull pull) = 0;
    // Of a line that was made an output; false if it failed.
    virtual bool write(GpioLine line, bool level) = 0;
    // Of a line that was made an input; nothing if it failed.
    virtual std::optional<bool> read(GpioLine line) = 0;
};

class SpiBuses {
  public:
    virtual ~SpiBuses() = default;
    // A number by which the device goes from now on.
    virtual Setup<int> open(std::uint32_t bus, std::uint32_t device) = 0;
    // Reason::none if it worked.
    virtual Reason set_mode(int device, std::uint8_t mode, std::uint32_t rate_hz) = 0;
    // Sends bytes and puts in their place what came back; false if it failed.
    virtual bool exchange(int device, std::uint32_t rate_hz, std::span<std::uint8_t> data) = 0;
};

class I2cBuses {
  public:
    virtual ~I2cBuses() = default;
    // A number by which the bus goes from now on.
    virtual Setup<int> open(std::uint32_t bus) = 0;
    virtual messages::I2cStatus transfer(int bus,
                                         std::uint8_t address,
                                         wire::Bytes write,
                                         std::span<std::uint8_t> read) = 0;
};

// All that a board uses.  `root` is the folder in which its files of /sys are looked for.
struct Devices {
    std::unique_ptr<Gpio> gpio;
    std::unique_ptr<SpiBuses> spi;
    std::unique_ptr<I2cBuses> i2c;
    std::filesystem::path root;
};

}  // namespace escapement::firmware::linux_port
