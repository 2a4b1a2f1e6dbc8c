// escapement marlin-sim: a Marlin board on a pseudo-terminal, to try clients out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdio>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "client/marlin_sim/board.hpp"
#include "escapement/commands.hpp"
#include "escapement/host_port.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"
#include "escapement/sole_holder.hpp"
#include "runtime/actor.hpp"
#include "runtime/executor.hpp"
#include "runtime/system_clock.hpp"
#include "runtime/terminal_rate.hpp"

namespace escapement::app {
namespace {

using client::marlin_sim::Board;
using client::marlin_sim::BoardOptions;

base::Result<BoardOptions> options_of(const MarlinSimWish& wish) {
    BoardOptions options{.tools = wish.tools,
                         .advanced_ok = wish.advanced_ok,
                         .short_resend = wish.short_resend,
                         .says_busy = !wish.no_busy,
                         .aborts = !wish.no_abort,
                         .random_busy = wish.random_busy,
                         .seed = wish.seed};
    for (const auto& text : wish.faults) {
        auto fault = client::marlin_sim::parse_timed_fault(text);
        if (!fault) return std::move(fault.error()).within("--fault");
        options.faults.push_back(*fault);
    }
    return options;
}

void say_aloud(const std::string& text) {
    std::fprintf(stderr, "marlin-sim: %s\n", text.c_str());
}

// What a receiver hears of these bytes when the two ends disagree about the rate.
void garble(std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(byte ^ 0xD5);
}

class BoardOnPort final : public runtime::Actor {
  public:
    BoardOnPort(const MarlinSimWish& wish, BoardOptions options, runtime::SystemOutside& outside)
        : wish_(wish),
          outside_(outside),
          board_(std::move(options), outside.now()),
          random_(static_cast<std::uint32_t>(wish.seed)) {}

    base::Result<void> begin() {
        auto& card = board_.card();
        if (!wish_.printing.empty() && !card.select(wish_.printing))
            return base::Error{"--printing: there is no '" + wish_.printing +
                               "' on the card; there are " + card.names()};
        if (!wish_.printing.empty()) card.start(outside_.now());
        // A second board would take the name away, and remove it in the end.
        auto place = SoleHolder::of(wish_.link);
        if (!place) return std::move(place.error());
        place_.emplace(*std::move(place));
        return plug_in();
    }
    base::Result<void> plug_in() {
        auto port = HostPort::open(wish_.link);
        if (!port) return std::move(port.error());
        port_.emplace(*std::move(port));
        say_aloud(port_->path() + " at " + std::to_string(wish_.baud) + " baud");
        return {};
    }
    // Looks for hosts that come and go, and for a cable that is to be pulled.
    void look() {
        if (!port_) {
            if (outside_.now() >= plug_in_at_) (void)plug_in();
            return;
        }
        const auto change = port_->look(outside_);
        if (change == HostPort::Change::none) return;
        const bool came = change == HostPort::Change::came;
        say_aloud(came ? "a host has connected" : "the host is gone");
        if (came && !wish_.no_dtr_reset) board_.reset(outside_.now());
        if (!came) port_->terminal().forget_unread();
    }

    void poll(base::HostTime now) override {
        if (port_) hear(now);
        const auto said = board_.poll(now);
        if (port_) tell(said);
        if (const auto time = board_.take_unplugging(); time && port_) {
            outside_.unwatch(port_->terminal().file_descriptor());
            port_.reset();
            plug_in_at_ = now + runtime::Executor::to_duration(*time);
            say_aloud("the cable is out");
        }
    }
    base::HostTime next_wake() const override { return board_.next_wake(); }

  private:
    bool rates_differ() {
        const int rate = runtime::terminal_rate(port_->terminal().file_descriptor());
        return rate > 0 && rate != wish_.baud && rate != usual_terminal_rate;
    }
    bool chance() {
        return std::uniform_real_distribution(0.0, 1.0)(random_) < wish_.garbled_bytes;
    }
    void hear(base::HostTime now) {
        std::array<std::uint8_t, 256> buffer{};
        const auto count = port_->terminal().read(buffer);
        const std::span bytes(buffer.data(), count);
        if (rates_differ()) garble(bytes);
        // Any bit: the same one twice in a line would pass its checksum.
        for (auto& byte : bytes)
            if (chance()) byte = static_cast<std::uint8_t>(byte ^ 1u << random_() % 8);
        board_.hear({reinterpret_cast<const char*>(bytes.data()), count}, now);
    }
    void tell(std::string_view text) {
        std::string wire;
        for (const char c : text) wire += c == '\n' ? "\r\n" : std::string(1, c);
        std::vector<std::uint8_t> bytes(wire.begin(), wire.end());
        if (rates_differ()) garble(bytes);
        port_->terminal().write(bytes);
    }

    // A terminal whose rate nobody has set has this one.
    static constexpr int usual_terminal_rate = 38400;

    const MarlinSimWish& wish_;
    runtime::SystemOutside& outside_;
    Board board_;
    std::mt19937 random_;
    std::optional<SoleHolder> place_;
    std::optional<HostPort> port_;
    base::HostTime plug_in_at_{};
};

}  // namespace

int simulate_marlin(const MarlinSimWish& wish) {
    runtime::SystemOutside outside;
    runtime::Executor executor(outside);
    auto options = options_of(wish);
    if (!options) {
        complain(options.error().what);
        return exit_misused;
    }
    BoardOnPort board(wish, *std::move(options), outside);
    if (const auto begun = board.begin(); !begun) {
        complain(begun.error().what);
        return exit_failed;
    }
    const InterruptWatch interrupts;
    bool finished = false;
    std::function<void()> look = [&] {
        finished = interrupts.interrupted();
        board.look();
        executor.call_at(outside.now() + runtime::Executor::to_duration(HostPort::between_looks),
                         look);
    };
    look();
    const std::array<runtime::Actor*, 2> actors{&executor, &board};
    runtime::drive(outside, actors, finished);
    return exit_good;
}

}  // namespace escapement::app
