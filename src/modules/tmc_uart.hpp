// Stepper drivers on a serial line that a board makes of a pin or two.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Several drivers may share a line: they have addresses, or pins choose which one it leads to.
// 2. A board serves one line at a time, as each bit keeps it busy.
// 3. A register that is read comes back with a check sum.  One that is written does not come back:
//    the driver counts what it has understood (IFCNT), which is read before and after.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mcu/mcu.hpp"
#include "messages/digital_out.hpp"
#include "messages/tmcuart.hpp"
#include "modules/tmc_link.hpp"
#include "modules/tmc_options.hpp"
#include "printer/context.hpp"
#include "printer/pins.hpp"
#include "runtime/completion.hpp"
#include "runtime/mutex.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class TmcUartLine {
  public:
    // Levels of the pins that choose a driver, and its address.
    struct Node {
        std::vector<bool> select;
        std::uint8_t address = 0;
        auto operator<=>(const Node&) const = default;
    };
    struct Wires {
        printer::ClaimedPin receive;
        std::optional<printer::ClaimedPin> send;  // none: one pin for both
    };
    // Throws ConfigError if the board cannot do it.
    TmcUartLine(const TmcConfig& config,
                const Wires& wires,
                printer::Context& context,
                runtime::Mutex& board_busy);
    TmcUartLine(const TmcUartLine&) = delete;
    TmcUartLine& operator=(const TmcUartLine&) = delete;

    mcu::Mcu& board() const { return board_; }
    // One more driver.  Throws ConfigError where it has other pins than those before it, or cannot
    // be told from one of them.
    Node add(const TmcConfig& config, const Wires& wires, printer::Context& context);

    // The line's for as long as the turn lasts.
    runtime::Task<runtime::Mutex::Turn> take() { return busy_.take(); }
    // For who has the turn.  The value, or nothing if there was no answer or a wrong one.
    runtime::Task<std::optional<std::uint32_t>> read(const Node& node, std::uint8_t reg);
    runtime::Task<> write(const Node& node,
                          std::uint8_t reg,
                          std::uint32_t value,
                          base::PrintTime not_before);

  private:
    struct Request {
        std::vector<std::uint8_t> bits;
        std::uint8_t answer_size = 0;
        base::PrintTime not_before{};
    };
    void configure(const TmcConfig& config);
    void add_select_pins(const TmcConfig& config, printer::Context& context);
    // Where the pins are, and the levels that choose this driver.
    struct Selection {
        std::vector<std::string> addresses;
        std::vector<bool> levels;
    };
    Selection selection(const TmcConfig& config, const printer::Context& context) const;
    void choose(const Node& node);
    runtime::Task<std::vector<std::uint8_t>> exchange(Request request);
    mcu::EncodedMessage encode(const Request& request) const;

    mcu::Mcu& board_;
    runtime::Mutex& busy_;
    const config::Pin receive_, send_;
    mcu::CommandQueue queue_;
    messages::Oid oid_;
    wire::MessageId send_id_ = 0;
    // Pins that choose a driver; where they are now, once they have been set.
    std::vector<std::string> select_;
    std::vector<messages::Oid> select_oids_;
    std::optional<mcu::Command<messages::UpdateDigitalOut>> update_;
    std::vector<std::optional<bool>> chosen_;
    std::set<Node> nodes_;
    // Set while an answer is awaited.
    runtime::Completion<std::vector<std::uint8_t>>* awaited_ = nullptr;
    mcu::Subscription answers_;
};

// One driver on such a line.  Belongs to the main thread.
class TmcUartLink final : public TmcLink {
  public:
    TmcUartLink(std::string name,
                const chips::DriverChip& chip,
                TmcUartLine& line,
                TmcUartLine::Node node)
        : name_(std::move(name)), chip_(chip), line_(line), node_(std::move(node)) {}

    mcu::Mcu& board() const override { return line_.board(); }
    runtime::Task<std::uint32_t> read(const chips::DriverRegister& reg) override;
    runtime::Task<> write(const chips::DriverRegister& reg,
                          std::uint32_t value,
                          base::PrintTime not_before) override;

  private:
    runtime::Task<std::uint32_t> read_in_turn(const chips::DriverRegister& reg);
    printer::CommandError error(const char* verb, const chips::DriverRegister& reg) const;

    const std::string name_;
    const chips::DriverChip& chip_;
    TmcUartLine& line_;
    const TmcUartLine::Node node_;
    std::optional<std::uint32_t> count_;  // of what the driver has understood
};

}  // namespace escapement::modules
