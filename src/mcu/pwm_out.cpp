// Two ways to make pulses: the board's hardware, and its timers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/pwm_out.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "mcu/output_limits.hpp"
#include "messages/digital_out.hpp"
#include "messages/pwm_out.hpp"

namespace escapement::mcu {

namespace {

// A first value is sent with the configuration, to be acted on so much later; then the board has
// room for the next one, which needs some time to get there.
constexpr base::Seconds first_value_delay{0.200};
constexpr base::Seconds after_first_value{0.100};

// What the board keeps a pulse width in.
constexpr double max_pwm_value = 65535.0;

// What both ways need to know, as the pin has it: inversion is in the values.
struct Common {
    messages::PinNumber pin;
    double start_value;
    double shutdown_value;
    base::Ticks32 cycle_ticks;
    base::Ticks32 max_ticks;
};

double at_pin(const PwmOut::Settings& settings, double value) {
    return std::clamp(settings.pin.invert ? 1.0 - value : value, 0.0, 1.0);
}

std::uint32_t rounded(double value, double full) {
    return static_cast<std::uint32_t>(value * full + 0.5);
}

// Where changes of an output go: in a queue of their own, which the board keeps one move slot for,
// or among the steps.
template <wire::Message Change>
class Changes {
  public:
    static base::Result<Changes> make(Mcu& mcu, bool among_steps) {
        auto command = mcu.command<Change>(mcu.new_queue());
        if (!command) return std::move(command.error());
        if (!among_steps) mcu.configuration().reserve_move_slot();
        return Changes(*command, among_steps ? &mcu.steps().new_lane() : nullptr);
    }
    void send(const Change& change, base::McuClock clock, When when) const {
        if (lane_)
            lane_->push_move(command_, change, clock, clock);
        else
            command_.send(change, when);
    }
    const Command<Change>& command() const { return command_; }

  private:
    Changes(const Command<Change>& command, StepQueue::Lane* lane)
        : command_(command), lane_(lane) {}

    Command<Change> command_;
    StepQueue::Lane* lane_;
};

class HardwarePwmOut final : public PwmOut {
  public:
    static base::Result<std::unique_ptr<PwmOut>> make(Mcu& mcu,
                                                      const Settings& settings,
                                                      const Common& common) {
        auto full = mcu.constant("PWM_MAX");
        if (!full) return std::move(full.error());
        if (!(*full >= 1.0 && *full <= max_pwm_value))
            return base::Error{"the board's dictionary gives an impossible PWM_MAX of " +
                               base::print_number(*full)};
        auto config = mcu.command<messages::ConfigPwmOut>(mcu.default_queue());
        if (!config) return std::move(config.error());
        auto queue = Changes<Change>::make(mcu, settings.among_steps);
        if (!queue) return std::move(queue.error());
        std::unique_ptr<HardwarePwmOut> made(
            new HardwarePwmOut(mcu, settings.pin.invert, *queue, *full));
        made->configure(*config, common);
        return std::unique_ptr<PwmOut>(std::move(made));
    }
    base::PrintTime next_aligned_print_time(base::PrintTime when, base::Seconds) const override {
        return when;
    }
    base::Result<void> set_cycle_time(base::PrintTime, base::Seconds) override {
        return base::Error{"the cycle time of hardware_pwm cannot be changed"};
    }

  private:
    using Change = messages::QueuePwmOut;
    HardwarePwmOut(Mcu& mcu, bool invert, const Changes<Change>& queue, double full)
        : PwmOut(mcu, invert), queue_(queue), full_(full), oid_(mcu.configuration().create_oid()) {}

    void configure(const Command<messages::ConfigPwmOut>& config, const Common& common) {
        Configuration& configuration = mcu().configuration();
        configuration.add(config.encode({oid_,
                                         common.pin,
                                         common.cycle_ticks,
                                         value(common.start_value),
                                         value(common.shutdown_value),
                                         common.max_ticks}));
        configuration.on_build([this, start = common.start_value] {
            const double first = first_value(start);
            begin(first);
            const Change change{oid_, last_clock().low(), value(first)};
            const auto message = queue_.command().encode(change);
            if (first == start)
                mcu().configuration().add_restart(message);
            else
                mcu().configuration().add_init(message);
        });
    }
    std::uint16_t value(double share) const {
        return static_cast<std::uint16_t>(rounded(share, full_));
    }
    void send(base::McuClock clock, double share, When when) override {
        queue_.send({oid_, clock.low(), value(share)}, clock, when);
    }

    Changes<Change> queue_;
    double full_;
    messages::Oid oid_;
};

class SoftwarePwmOut final : public PwmOut {
  public:
    static base::Result<std::unique_ptr<PwmOut>> make(Mcu& mcu,
                                                      const Settings& settings,
                                                      const Common& common) {
        if (common.shutdown_value != 0.0 && common.shutdown_value != 1.0)
            return base::Error{"the shutdown value must be 0 or 1 without hardware_pwm"};
        if (common.cycle_ticks.raw == 0)
            return base::Error{"the cycle time is too short for this board"};
        auto config = mcu.command<messages::ConfigDigitalOut>(mcu.default_queue());
        if (!config) return std::move(config.error());
        auto queue = Changes<Change>::make(mcu, settings.among_steps);
        if (!queue) return std::move(queue.error());
        auto cycle = mcu.command<messages::SetDigitalOutPwmCycle>(queue->command().queue());
        if (!cycle) return std::move(cycle.error());
        std::unique_ptr<SoftwarePwmOut> made(new SoftwarePwmOut(
            mcu, settings.pin.invert, {.queue = *queue, .cycle = *cycle}, common.cycle_ticks));
        made->configure(*config, common);
        return std::unique_ptr<PwmOut>(std::move(made));
    }

    // Cycles follow each other from the last change on.
    base::PrintTime next_aligned_print_time(base::PrintTime when,
                                            base::Seconds allow_early) const override {
        if (last_value() == 0.0 || last_value() == 1.0) return when;
        const ClockModel& clock = mcu().clock();
        const base::Seconds cycle{cycle_ticks_.raw / clock.nominal_frequency_hz()};
        const base::McuClock wanted = clock.clock_at(when - std::min(allow_early, cycle / 2.0));
        if (wanted <= last_clock()) return clock.print_time_at(last_clock());
        const std::uint64_t since = wanted.raw - last_clock().raw;
        const std::uint64_t cycles = (since + cycle_ticks_.raw - 1) / cycle_ticks_.raw;
        return clock.print_time_at({last_clock().raw + cycles * cycle_ticks_.raw});
    }
    base::Result<void> set_cycle_time(base::PrintTime when, base::Seconds cycle_time) override {
        const auto ticks = schedulable_ticks(mcu().clock(), cycle_time, "cycle time");
        if (!ticks) return ticks.error();
        if (ticks->raw == cycle_ticks_.raw) return {};
        cycle_ticks_ = *ticks;
        cycle_.send({oid_, cycle_ticks_}, {last_clock(), mcu().clock().clock_at(when)});
        return {};
    }

  private:
    using Change = messages::QueueDigitalOut;
    struct Commands {
        Changes<Change> queue;
        Command<messages::SetDigitalOutPwmCycle> cycle;
    };
    SoftwarePwmOut(Mcu& mcu, bool invert, const Commands& commands, base::Ticks32 cycle_ticks)
        : PwmOut(mcu, invert),
          queue_(commands.queue),
          cycle_(commands.cycle),
          cycle_ticks_(cycle_ticks),
          oid_(mcu.configuration().create_oid()) {}

    void configure(const Command<messages::ConfigDigitalOut>& config, const Common& common) {
        Configuration& configuration = mcu().configuration();
        const bool start = common.start_value >= 1.0;
        const bool shutdown = common.shutdown_value >= 0.5;
        configuration.add(config.encode({oid_, common.pin, start, shutdown, common.max_ticks}));
        configuration.add(cycle_.encode({oid_, cycle_ticks_}));
        configuration.on_build([this, start = common.start_value] {
            const double share = first_value(start);
            begin(share);
            const Change change{oid_, last_clock().low(), on_ticks(share)};
            mcu().configuration().add_init(queue_.command().encode(change));
        });
    }
    base::Ticks32 on_ticks(double share) const { return {rounded(share, cycle_ticks_.raw)}; }
    void send(base::McuClock clock, double share, When when) override {
        queue_.send({oid_, clock.low(), on_ticks(share)}, clock, when);
    }

    Changes<Change> queue_;
    Command<messages::SetDigitalOutPwmCycle> cycle_;
    base::Ticks32 cycle_ticks_;
    messages::Oid oid_;
};

}  // namespace

base::Result<std::unique_ptr<PwmOut>> PwmOut::make(Mcu& mcu, const Settings& settings) {
    const bool same = settings.start_value == settings.shutdown_value;
    if (auto start = check_start(settings.max_duration, same); !start)
        return std::move(start.error());
    auto pin = mcu.pin(settings.pin.name);
    if (!pin) return std::move(pin.error());
    auto cycle = schedulable_ticks(mcu.clock(), settings.cycle_time, "cycle time");
    if (!cycle) return std::move(cycle.error());
    auto max_ticks = schedulable_ticks(mcu.clock(), settings.max_duration, "maximum duration");
    if (!max_ticks) return std::move(max_ticks.error());
    const Common common{*pin,
                        at_pin(settings, settings.start_value),
                        at_pin(settings, settings.shutdown_value),
                        *cycle,
                        *max_ticks};
    if (settings.max_duration > base::Seconds{}) mcu.note_vital();
    return settings.hardware ? HardwarePwmOut::make(mcu, settings, common)
                             : SoftwarePwmOut::make(mcu, settings, common);
}

void PwmOut::begin(double value) {
    const base::PrintTime first = mcu_.estimated_print_time() + first_value_delay;
    last_clock_ = mcu_.clock().clock_at(first);
    last_value_ = value;
    earliest_ = first + after_first_value;
}

void PwmOut::set(base::PrintTime when, double value) {
    const double share = std::clamp(invert_ ? 1.0 - value : value, 0.0, 1.0);
    const base::McuClock clock = mcu_.clock().clock_at(std::max(when, earliest_));
    send(clock, share, {last_clock_, clock});
    last_clock_ = clock;
    last_value_ = share;
    told_ = true;
    for (PwmOut* other : joined_) other->set(when, value);
}

}  // namespace escapement::mcu
