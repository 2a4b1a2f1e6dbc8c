// The loop that turns virtual time into timers and tasks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/sim/sim_mcu.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "base/assert.hpp"
#include "firmware/dictionary.hpp"
#include "firmware/firmware.hpp"
#include "firmware/port/sim/sim_board.hpp"
#include "firmware/scheduler/cooperative.hpp"

namespace escapement::firmware::sim {

static_assert(BoardWithSpi<SimBoard> && BoardWithI2c<SimBoard>);
static_assert(Scheduler<Cooperative<SimBoard>>);

namespace {

using Program = Firmware<SimBoard, Cooperative<SimBoard>>;

// A real processor would drown in so many timers at one moment, and its clock would run away.
constexpr unsigned max_events_per_tick = 10'000;
// As time stands still meanwhile, tasks that want more rounds than this get them later.
constexpr unsigned max_rounds = 1000;

void number(wire::DictionaryBuilder& builder,
            std::string_view enumeration,
            const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < names.size(); ++i)
        builder.name(enumeration, names[i], static_cast<std::int64_t>(i));
}

wire::Dictionary make_dictionary(const SimMcuOptions& options) {
    wire::DictionaryBuilder builder;
    builder.about("Escapement", options.version, "");
    describe<Program::Commands>(builder);
    builder.constant("MCU", options.mcu);
    builder.constant("CLOCK_FREQ", options.clock_frequency_hz);
    builder.constant("ADC_MAX", options.adc_max);
    builder.constant("PWM_MAX", options.pwm_max);
    builder.constant("RECEIVE_WINDOW", options.receive_window);
    number(builder, "pin", options.pins);
    number(builder, "spi_bus", options.spi_buses);
    number(builder, "i2c_bus", options.i2c_buses);
    return builder.build();
}

}  // namespace

class PoweredBoard {
  public:
    PoweredBoard(const SimMcuOptions& options, PinObserver& world)
        : dictionary_(make_dictionary(options)),
          compressed_(wire::write_dictionary(dictionary_)),
          memory_(options.memory),
          board_(options.clock_frequency_hz,
                 {options.pins.size(), options.spi_buses.size(), options.i2c_buses.size()},
                 options.start,
                 world) {
        ASSERT(options.clock_frequency_hz >= 1'000'000);
        ASSERT(options.clock_frequency_hz <= 800'000'000);
        ASSERT(options.start.raw >> 32 == 0);
        power_on();
    }

    void receive(wire::Bytes bytes) {
        program_->receive(bytes);
        settle();
    }

    base::McuClock run_until(base::McuClock limit) {
        while (!board_.has_sent() && next_wake() <= limit) {
            begin_moment(next_wake());
            if (++events_this_tick_ > max_events_per_tick) return drown(limit);
            program_->fire();
            ++timer_events_;
            settle();
        }
        if (!board_.has_sent()) board_.advance(limit);
        return board_.now();
    }

    base::McuClock next_wake() const {
        const base::McuClock due = board_.now().widen(program_->scheduler().first()->due);
        return std::max(due, board_.now());
    }

    const wire::Dictionary& dictionary() const { return dictionary_; }
    const Core<SimBoard, Cooperative<SimBoard>>& core() const { return program_->core(); }
    SimBoard& board() { return board_; }
    std::uint64_t timer_events() const { return timer_events_; }

  private:
    void power_on() {
        program_.reset();
        program_.emplace(board_, std::span(memory_), wire::Bytes(compressed_));
    }

    void begin_moment(base::McuClock now) {
        if (now == board_.now()) return;
        board_.advance(now);
        events_this_tick_ = 0;
    }

    // While a real processor is busy with timers that never rest, its clock runs on.
    base::McuClock drown(base::McuClock limit) {
        const base::McuClock later{board_.now().raw + board_.frequency_hz() / 1000};
        begin_moment(std::min(later, limit));
        events_this_tick_ = 0;
        program_->try_shut_down(Reason::rescheduled_timer_in_the_past);
        settle();
        return board_.now();
    }

    // Does what timers and commands left for later, and what that leaves.
    void settle() {
        for (unsigned round = 0; round < max_rounds && program_->scheduler().take_wake(); ++round)
            program_->run_tasks();
        if (!board_.take_reset()) return;
        board_.release_pins();
        power_on();
    }

    const wire::Dictionary dictionary_;
    const std::vector<std::uint8_t> compressed_;
    std::vector<std::byte> memory_;
    SimBoard board_;
    std::optional<Program> program_;
    unsigned events_this_tick_ = 0;
    std::uint64_t timer_events_ = 0;
};

SimMcu::SimMcu(const SimMcuOptions& options, PinObserver& world)
    : powered_(std::make_unique<PoweredBoard>(options, world)) {}
SimMcu::~SimMcu() = default;

base::McuClock SimMcu::clock() const {
    return powered_->board().now();
}
base::McuClock SimMcu::next_wake() const {
    return powered_->next_wake();
}
void SimMcu::receive(wire::Bytes bytes) {
    powered_->receive(bytes);
}
base::McuClock SimMcu::run_until(base::McuClock limit) {
    ASSERT(limit >= clock());
    return powered_->run_until(limit);
}
bool SimMcu::has_output() const {
    return powered_->board().has_sent();
}
std::vector<std::uint8_t> SimMcu::take_output() {
    return powered_->board().take_sent();
}
bool SimMcu::is_shutdown() const {
    return powered_->core().is_shutdown();
}
std::string_view SimMcu::shutdown_reason() const {
    return is_shutdown() ? text(powered_->core().reason()) : std::string_view{};
}
std::uint64_t SimMcu::timer_events() const {
    return powered_->timer_events();
}
const wire::Dictionary& SimMcu::dictionary() const {
    return powered_->dictionary();
}

}  // namespace escapement::firmware::sim
