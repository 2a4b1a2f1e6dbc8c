// Stepper drivers on an SPI bus, alone or in a chain that passes messages on.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A message has five bytes: an address and a register's value.  A driver answers a message with the
// next one it gets, so what is read or written is asked for once more.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mcu/spi_device.hpp"
#include "modules/tmc_link.hpp"
#include "modules/tmc_options.hpp"
#include "printer/context.hpp"
#include "runtime/mutex.hpp"

namespace escapement::modules {

// Drivers that are selected together.  Belongs to the main thread.
class TmcSpiChain {
  public:
    // Throws ConfigError if there is no such pin or bus.
    TmcSpiChain(const TmcConfig& config, printer::Context& context);
    TmcSpiChain(const TmcSpiChain&) = delete;
    TmcSpiChain& operator=(const TmcSpiChain&) = delete;

    // One more driver.  Throws ConfigError where it does not fit in.
    void add(const TmcConfig& config);

    mcu::SpiDevice& device() { return *device_; }
    runtime::Mutex& busy() { return busy_; }
    // The five bytes of one of them among those of all others, which do nothing; and what one of
    // them has answered.
    std::vector<std::uint8_t> padded(const std::vector<std::uint8_t>& message, int position) const;
    std::uint32_t value_of(const std::vector<std::uint8_t>& answer, int position) const;

  private:
    std::unique_ptr<mcu::SpiDevice> device_;
    runtime::Mutex busy_;
    const int length_;
    std::set<int> taken_;
};

// Belongs to the main thread.
class TmcSpiLink final : public TmcLink {
  public:
    TmcSpiLink(std::string name, TmcSpiChain& chain, int position)
        : name_(std::move(name)), chain_(chain), position_(position) {}

    mcu::Mcu& board() const override { return chain_.device().mcu(); }
    runtime::Task<std::uint32_t> read(const chips::DriverRegister& reg) override;
    runtime::Task<> write(const chips::DriverRegister& reg,
                          std::uint32_t value,
                          base::PrintTime not_before) override;

  private:
    runtime::Task<std::uint32_t> exchange(const std::vector<std::uint8_t>& request,
                                          const std::vector<std::uint8_t>& again,
                                          base::PrintTime not_before);

    const std::string name_;
    TmcSpiChain& chain_;
    const int position_;
};

// The TMC2660, whose messages have 20 bits.  Two of them say what it answers from then on; they
// share a register with other fields.  Belongs to the main thread.
class Tmc2660Link final : public TmcLink {
  public:
    Tmc2660Link(const TmcConfig& config,
                chips::DriverRegisters& registers,
                printer::Context& context);

    mcu::Mcu& board() const override { return device_->mcu(); }
    runtime::Task<std::uint32_t> read(const chips::DriverRegister& reg) override;
    runtime::Task<> write(const chips::DriverRegister& reg,
                          std::uint32_t value,
                          base::PrintTime not_before) override;

  private:
    chips::DriverRegisters& registers_;
    std::unique_ptr<mcu::SpiDevice> device_;
    runtime::Mutex busy_;
};

}  // namespace escapement::modules
