// A pseudo-terminal under a name, by which a host finds the board as if it were a serial port.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "firmware/port/linux/descriptor.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::firmware::linux_port {

// Neither reading nor writing waits; what does not fit while nobody reads is lost.
class PseudoTerminal final : public runtime::ByteStream {
  public:
    // Makes a terminal and a symbolic link to it.  A link that is there already is replaced; fails
    // if there is something else.
    static base::Result<std::unique_ptr<PseudoTerminal>> make(const std::string& link);
    // Removes the link.
    ~PseudoTerminal() override;
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    std::size_t write(std::span<const std::uint8_t> bytes) override;
    std::size_t read(std::span<std::uint8_t> buffer) override;
    std::string failure() const override { return {}; }
    // For whoever waits until there is something to read.
    int descriptor() const { return board_end_.number(); }

  private:
    PseudoTerminal(Descriptor board_end, Descriptor host_end, std::string link);

    Descriptor board_end_;
    Descriptor host_end_;  // kept open, so that a host may come and go
    std::string link_;
};

}  // namespace escapement::firmware::linux_port
