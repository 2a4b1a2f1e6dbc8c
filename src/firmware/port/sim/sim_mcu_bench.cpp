// How many steps a simulated board makes in a second of real time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <array>
#include <string>

#include "base/assert.hpp"
#include "firmware/port/sim/sim_mcu.hpp"
#include "wire/codebook.hpp"
#include "wire/frame.hpp"

namespace escapement::firmware::sim {
namespace {

class Nowhere : public PinObserver {
  public:
    void output(messages::PinNumber, bool, base::McuClock) override { ++edges; }
    void pwm(messages::PinNumber, std::uint32_t, base::Ticks32, base::McuClock) override {}
    bool input(messages::PinNumber, base::McuClock) override { return false; }
    std::uint16_t analog(messages::PinNumber, base::McuClock) override { return 0; }

    std::uint64_t edges = 0;
};

constexpr std::uint64_t round_ticks = 20'000'000;

// Steppers with different speeds, fed one round ahead of time.
class Busy {
  public:
    explicit Busy(int steppers)
        : mcu_({.pins = pins()}, world_),
          book_(std::move(*wire::Codebook::make(mcu_.dictionary()))),
          queued_(steppers) {
        say("allocate_oids count=" + std::to_string(steppers));
        for (int i = 0; i < steppers; ++i)
            say("config_stepper oid=" + std::to_string(i) + " step_pin=PA" + std::to_string(i) +
                " dir_pin=PA" + std::to_string(8 + i) + " invert_step=0 step_pulse_ticks=360");
        say("finalize_config crc=1");
        queue();
    }

    void run_round() {
        queue();
        now_ += round_ticks;
        while (mcu_.run_until({now_}).raw < now_) mcu_.take_output();
        ASSERT(!mcu_.is_shutdown());
    }
    std::uint64_t edges() const { return world_.edges; }

  private:
    static std::vector<std::string> pins() {
        std::vector<std::string> names;
        for (int i = 0; i < 16; ++i) names.push_back("PA" + std::to_string(i));
        return names;
    }
    void queue() {
        fed_until_ += round_ticks;
        for (std::size_t i = 0; i < queued_.size(); ++i) {
            const std::uint64_t interval = 2000 + 331 * i;
            const std::uint64_t count = (fed_until_ - queued_[i]) / interval;
            queued_[i] += count * interval;
            say("queue_step oid=" + std::to_string(i) + " interval=" + std::to_string(interval) +
                " count=" + std::to_string(count) + " add=0");
        }
    }
    void say(const std::string& command) {
        auto payload = book_.encode(command);
        ASSERT(payload);
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence_, *payload, block);
        sequence_ = sequence_.next();
        mcu_.receive(wire::Bytes(block).first(size));
        mcu_.take_output();
    }

    Nowhere world_;
    SimMcu mcu_;
    wire::Codebook book_;
    std::vector<std::uint64_t> queued_;  // clock up to which each stepper is fed
    std::uint64_t fed_until_ = 0;
    std::uint64_t now_ = 0;
    wire::Sequence sequence_;
};

void steps(benchmark::State& state) {
    Busy busy(static_cast<int>(state.range(0)));
    const std::uint64_t before = busy.edges();
    for (auto _ : state) busy.run_round();
    state.counters["steps"] = benchmark::Counter(static_cast<double>(busy.edges() - before) / 2,
                                                 benchmark::Counter::kIsRate);
}
BENCHMARK(steps)->Arg(1)->Arg(4)->Arg(8);

}  // namespace
}  // namespace escapement::firmware::sim
