// Boards, cables and time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/world.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"
#include "firmware/port/sim/sim_mcu.hpp"
#include "sim/cable.hpp"

namespace escapement::sim {
namespace {

using base::HostTime;
using base::McuClock;

constexpr std::uint16_t adc_max = 4095;
constexpr std::uint16_t pwm_max = 255;
constexpr std::int64_t ns_per_s = 1'000'000'000;
__extension__ using Wide = __int128;

Wire::Speed wire_speed(const World::Options& options) {
    return {base::host_duration(options.cable_latency),
            HostTime::duration(std::llround(1e9 / options.cable_bytes_per_s))};
}

}  // namespace

// One board, its cable, and the pins between it and the machine.
class World::Board final : public firmware::sim::PinObserver {
  public:
    Board(World& world, std::size_t index, const BoardBlueprint& plan, const Options& options)
        : cable(world, wire_speed(options)),
          name(plan.name),
          machine_(world.machine_),
          drivers_(world.drivers_),
          sensors_(world.sensors_),
          index_(index),
          frequency_(plan.clock_frequency_hz),
          boot_(static_cast<std::uint64_t>(options.boards_on_since.count() * frequency_)),
          mcu({.mcu = "sim",
               .clock_frequency_hz = plan.clock_frequency_hz,
               .pins = plan.pins,
               .spi_buses = plan.spi_buses,
               .i2c_buses = plan.i2c_buses,
               .adc_max = adc_max,
               .pwm_max = pwm_max,
               .start = {boot_}},
              *this) {}

    // The last tick that has begun by `when`, and the moment at which a tick begins (rounded up,
    // so that it is never early).
    McuClock clock_at(HostTime when) const {
        const auto ns = static_cast<Wide>(when.time_since_epoch().count());
        return {boot_ + static_cast<std::uint64_t>(ns * frequency_ / ns_per_s)};
    }
    HostTime time_of(McuClock clock) const {
        const auto ticks = static_cast<Wide>(clock.raw - boot_);
        return HostTime(HostTime::duration(
            static_cast<std::int64_t>((ticks * ns_per_s + frequency_ - 1) / frequency_)));
    }

    void receive_arrivals(HostTime now) {
        for (auto block = cable.to_board.take(now); !block.empty();
             block = cable.to_board.take(now))
            mcu.receive(block);
        send_output(now);
    }
    void send_output(HostTime now) {
        if (mcu.has_output()) cable.to_host.send(mcu.take_output(), now);
    }
    // Up to `limit` or the first output; the moment reached.
    HostTime run(HostTime limit) {
        const McuClock target = std::max(clock_at(limit), mcu.clock());
        const McuClock reached = mcu.run_until(target);
        if (reached >= target && !mcu.has_output()) return limit;
        const HostTime moment = std::min(time_of(reached), limit);
        send_output(moment);
        return moment;
    }
    HostTime next_event() const {
        return std::min(time_of(std::max(mcu.next_wake(), mcu.clock())),
                        cable.to_board.next_arrival());
    }

    void output(messages::PinNumber pin, bool level, McuClock at) override {
        machine_.output(index_, pin.raw, level, seconds_of(at));
        drivers_.output(index_, pin.raw, level, seconds_of(at));
        sensors_.output(index_, pin.raw, level, seconds_of(at));
    }
    void pwm(messages::PinNumber pin, std::uint32_t value, base::Ticks32, McuClock at) override {
        machine_.pwm(index_, pin.raw, static_cast<double>(value) / pwm_max, seconds_of(at));
    }
    void released(messages::PinNumber pin, McuClock at) override {
        machine_.release(index_, pin.raw, seconds_of(at));
        drivers_.output(index_, pin.raw, true, seconds_of(at));
        sensors_.output(index_, pin.raw, true, seconds_of(at));
    }
    bool input(messages::PinNumber pin, McuClock at) override {
        if (const auto driven = drivers_.input(index_, pin.raw, seconds_of(at))) return *driven;
        if (const auto driven = sensors_.input(index_, pin.raw)) return *driven;
        return machine_.input(index_, pin.raw);
    }
    void spi(std::uint32_t bus, std::span<std::uint8_t> data, McuClock at) override {
        if (!drivers_.spi(index_, data) && !sensors_.spi(index_, data, seconds_of(at)))
            PinObserver::spi(bus, data, at);
    }
    messages::I2cStatus i2c(firmware::sim::I2cAddress to,
                            wire::Bytes write,
                            std::span<std::uint8_t> read,
                            McuClock at) override {
        const Sensors::I2cTarget target{index_, to.bus, to.device};
        if (sensors_.i2c(target, write, read, seconds_of(at))) return messages::I2cStatus::success;
        return PinObserver::i2c(to, write, read, at);
    }
    std::uint16_t analog(messages::PinNumber pin, McuClock at) override {
        const double fraction = machine_.analog(index_, pin.raw, seconds_of(at));
        return static_cast<std::uint16_t>(std::lround(std::clamp(fraction, 0.0, 1.0) * adc_max));
    }

    Cable cable;
    const std::string name;

  private:
    base::Seconds seconds_of(McuClock at) const {
        return base::Seconds(static_cast<double>(at.raw - boot_) / frequency_);
    }

    Machine& machine_;
    Drivers& drivers_;
    Sensors& sensors_;
    const std::size_t index_;
    const std::uint32_t frequency_;
    const std::uint64_t boot_;

  public:
    firmware::sim::SimMcu mcu;
};

World::World(const Blueprint& blueprint, const Options& options)
    : boards_on_since_(options.boards_on_since),
      machine_(blueprint),
      drivers_(machine_.blueprint(), machine_),
      sensors_(machine_.blueprint(), machine_) {
    for (std::size_t i = 0; i < blueprint.boards.size(); ++i)
        boards_.push_back(std::make_unique<Board>(*this, i, blueprint.boards[i], options));
}

World::~World() = default;

runtime::ByteStream& World::cable(std::size_t board) {
    return boards_.at(board)->cable;
}

void World::neglect_cable(std::size_t board) {
    boards_.at(board)->cable.neglect();
}

void World::cut_cable(std::size_t board, std::string why) {
    boards_.at(board)->cable.cut(std::move(why));
}

bool World::anything_for_the_host() const {
    return std::any_of(boards_.begin(), boards_.end(), [&](const auto& board) {
        return board->cable.next_for_host() <= now_;
    });
}

void World::wait_until(HostTime when) {
    // Boards alone in the world would run for ever: give the host a look now and then.
    if (when == runtime::never) when = now_ + std::chrono::seconds(1);
    while (now_ < when && !anything_for_the_host()) {
        HostTime limit = when;
        for (const auto& board : boards_) {
            limit = std::min(limit, board->cable.next_for_host());
            limit = std::min(limit, std::max(board->cable.to_board.next_arrival(), now_));
        }
        now_ = run_slice(limit);
        for (const auto& board : boards_) board->receive_arrivals(now_);
    }
}

HostTime World::next_event() const {
    HostTime next = runtime::never;
    for (const auto& board : boards_)
        next = std::min({next, board->next_event(), board->cable.next_for_host()});
    return std::max(next, now_);
}

// A single board runs as long as nothing can reach it.  Several take turns, always the one with
// the earliest event, so that a motor on one and an endstop on another see the same moment.
HostTime World::run_slice(HostTime limit) {
    if (boards_.size() == 1) return boards_.front()->run(limit);
    Board* board = next_board(limit);
    if (!board) {
        for (const auto& each : boards_) each->run(limit);
        return limit;
    }
    const HostTime moment = std::max(board->next_event(), now_);
    board->run(moment);
    return moment;
}

World::Board* World::next_board(HostTime limit) {
    Board* first = nullptr;
    HostTime earliest = limit;
    for (const auto& board : boards_) {
        const HostTime event = board->next_event();
        if (event >= earliest) continue;
        earliest = event;
        first = board.get();
    }
    return first;
}

std::string World::shutdown_reason() const {
    for (const auto& board : boards_)
        if (board->mcu.is_shutdown())
            return board->name + ": " + std::string(board->mcu.shutdown_reason());
    return {};
}

std::uint64_t World::timer_events() const {
    std::uint64_t events = 0;
    for (const auto& board : boards_) events += board->mcu.timer_events();
    return events;
}

}  // namespace escapement::sim
