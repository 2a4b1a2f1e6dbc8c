// The loop of the Linux board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/linux_mcu.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "firmware/dictionary.hpp"
#include "firmware/firmware.hpp"
#include "firmware/port/linux/linux_board.hpp"
#include "firmware/port/linux/pins.hpp"
#include "firmware/scheduler/cooperative.hpp"

namespace escapement::firmware::linux_port {
namespace {

using Program = Firmware<LinuxBoard, Cooperative<LinuxBoard>>;

// Then commands and tasks have their turn, even if more timers are due.
constexpr unsigned max_timers_in_a_row = 100;
// A wait in the kernel ends some tens of microseconds late (2026-11: half of them 29, one in a
// hundred 59 on a virtual machine), so it is for so much less, and the rest is spent looking at
// the clock.
constexpr base::HostTime::duration wake_margin = std::chrono::microseconds(60);

wire::Dictionary make_dictionary(const std::string& version) {
    wire::DictionaryBuilder builder;
    builder.about("Escapement", version, "");
    describe<Program::Commands>(builder);
    builder.constant("MCU", "linux");
    builder.constant("CLOCK_FREQ", LinuxBoard::clock_frequency_hz);
    builder.constant("ADC_MAX", 4095);
    builder.constant("PWM_MAX", pwm_max);
    name_pins(builder);
    return builder.build();
}

}  // namespace

class RunningBoard {
  public:
    RunningBoard(runtime::Outside& clock, runtime::ByteStream& cable, LinuxMcuOptions options)
        : clock_(clock),
          cable_(cable),
          options_(std::move(options)),
          dictionary_(make_dictionary(options_.version)),
          compressed_(wire::write_dictionary(dictionary_)),
          memory_(options_.memory) {
        power_on();
    }

    void run_round() {
        bool busy = run_timers();
        busy |= receive();
        busy |= settle();
        if (board_->take_reset()) return power_on();
        const auto wake = next_timer() - wake_margin;
        if (!busy && wake > clock_.now()) clock_.wait_until(wake);
    }

    void shut_down() {
        program_->try_shut_down(Reason::command_request);
        settle();
    }

    base::HostTime next_timer() const {
        const Timer* first = program_->scheduler().first();
        if (!first || in_timer_ || !board_->timers_allowed()) return runtime::never;
        return board_->time_of(first->due);
    }

    const wire::Dictionary& dictionary() const { return dictionary_; }
    const Core<LinuxBoard, Cooperative<LinuxBoard>>& core() const { return program_->core(); }

  private:
    static constexpr std::string_view force_shutdown = "FORCE_SHUTDOWN\n";

    // As after switching it on: lines are let go and requested anew.
    void power_on() {
        program_.reset();
        board_.reset();
        board_.emplace(clock_, cable_, options_.devices());
        board_->on_pause([this] { run_timers(); });
        program_.emplace(*board_, std::span(memory_), wire::Bytes(compressed_));
    }

    // False if none was due.
    bool run_timers() {
        if (in_timer_) return false;
        in_timer_ = true;
        unsigned count = 0;
        while (count < max_timers_in_a_row && timer_is_due()) {
            program_->fire();
            ++count;
        }
        in_timer_ = false;
        return count > 0;
    }
    bool timer_is_due() const {
        const Timer* first = program_->scheduler().first();
        return first && !board_->clock().before(first->due);
    }

    bool receive() {
        std::array<std::uint8_t, 4096> buffer;
        const std::size_t size = cable_.read(buffer);
        if (size == 0) return false;
        const auto* text = reinterpret_cast<const char*>(buffer.data());
        if (std::string_view(text, size) == force_shutdown)
            program_->try_shut_down(Reason::force_shutdown);
        else
            program_->receive(wire::Bytes(buffer).first(size));
        return true;
    }

    // Does what timers and commands left for later; false if there was nothing.
    bool settle() {
        const Reason fault = board_->take_fault();
        if (fault != Reason::none) program_->try_shut_down(fault);
        if (!program_->scheduler().take_wake()) return false;
        program_->run_tasks();
        return true;
    }

    runtime::Outside& clock_;
    runtime::ByteStream& cable_;
    const LinuxMcuOptions options_;
    const wire::Dictionary dictionary_;
    const std::vector<std::uint8_t> compressed_;
    std::vector<std::byte> memory_;
    std::optional<LinuxBoard> board_;
    std::optional<Program> program_;
    bool in_timer_ = false;
};

LinuxMcu::LinuxMcu(runtime::Outside& clock, runtime::ByteStream& cable, LinuxMcuOptions options)
    : running_(std::make_unique<RunningBoard>(clock, cable, std::move(options))) {}
LinuxMcu::~LinuxMcu() = default;

void LinuxMcu::run_round() {
    running_->run_round();
}
void LinuxMcu::shut_down() {
    running_->shut_down();
}
base::HostTime LinuxMcu::next_timer() const {
    return running_->next_timer();
}
bool LinuxMcu::is_shutdown() const {
    return running_->core().is_shutdown();
}
std::string_view LinuxMcu::shutdown_reason() const {
    return is_shutdown() ? text(running_->core().reason()) : std::string_view{};
}
const wire::Dictionary& LinuxMcu::dictionary() const {
    return running_->dictionary();
}

}  // namespace escapement::firmware::linux_port
