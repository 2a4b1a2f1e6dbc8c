// Measures a voltage again and again, and shuts down when it leaves its range.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/trigger_analog.hpp"
#include "messages/analog_in.hpp"

namespace escapement::firmware {

// A value is the sum of `sample_count` samples.  Values are gathered until `bytes_per_report`
// of them wait, then told.  Measuring goes on while the board is shut down.
template <Board B, Scheduler S>
class AnalogIn {
  public:
    using Analog = typename B::Analog;

    AnalogIn(Core<B, S>& core, const messages::ConfigAnalogIn& config, Analog pin)
        : core_(core), pin_(pin), oid_(config.oid) {}
    AnalogIn(const AnalogIn&) = delete;
    AnalogIn& operator=(const AnalogIn&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigAnalogIn& config);
    void query(const messages::QueryAnalogIn& message);
    // From now on the trigger gets every value, until the board shuts down.
    void attach(const messages::AnalogInAttachTriggerAnalog& message) {
        trigger_ = core_.template find<TriggerAnalog<B, S>>(message.trigger_analog_oid);
    }

    void shut_down();
    void run_task();

  private:
    static constexpr std::size_t value_size = 2;

    void begin(Clock32 clock);
    void check_range();
    Next on_sample(Clock32 due);

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&AnalogIn::on_sample>(*this, Level::relaxed);
    Ticks32 sample_ticks_;
    Ticks32 rest_ticks_;
    Clock32 next_begin_;
    Analog pin_;
    TriggerAnalog<B, S>* trigger_ = nullptr;
    std::uint16_t min_value_ = 0;
    std::uint16_t max_value_ = 0;
    std::uint16_t sum_ = 0;    // of the samples so far
    std::uint16_t value_ = 0;  // to be gathered, while there is one
    std::uint8_t sample_count_ = 0;
    std::uint8_t samples_taken_ = 0;
    std::uint8_t range_check_count_ = 0;
    std::uint8_t faults_ = 0;
    std::uint8_t bytes_per_report_ = 0;
    std::uint8_t report_size_ = 0;
    Oid oid_;
    bool has_value_ = false;
    std::array<std::uint8_t, 48> report_;
};

template <Board B, Scheduler S>
void AnalogIn<B, S>::configure(Core<B, S>& core, const messages::ConfigAnalogIn& config) {
    const auto pin = core.board().analog(config.pin);
    if (!pin) return core.shut_down(pin.reason());
    core.template add<AnalogIn>(config, *pin);
}

template <Board B, Scheduler S>
void AnalogIn<B, S>::query(const messages::QueryAnalogIn& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    pin_.cancel();
    sample_ticks_ = message.sample_ticks;
    sample_count_ = message.sample_count;
    rest_ticks_ = message.rest_ticks;
    bytes_per_report_ = message.bytes_per_report;
    min_value_ = message.min_value;
    max_value_ = message.max_value;
    range_check_count_ = message.range_check_count;
    report_size_ = 0;
    has_value_ = false;
    if (sample_count_ == 0) return;
    if (bytes_per_report_ > report_.size()) {
        sample_count_ = 0;
        return core_.shut_down(Reason::adc_report_too_long);
    }
    begin(message.clock);
}

template <Board B, Scheduler S>
void AnalogIn<B, S>::begin(Clock32 clock) {
    samples_taken_ = 0;
    sum_ = 0;
    has_value_ = false;
    next_begin_ = clock;
    core_.arm(timer_, clock);
}

template <Board B, Scheduler S>
void AnalogIn<B, S>::shut_down() {
    pin_.cancel();
    trigger_ = nullptr;
    if (sample_count_ > 0) begin(next_begin_ + rest_ticks_);
}

template <Board B, Scheduler S>
Next AnalogIn<B, S>::on_sample(Clock32 due) {
    const Ticks32 wait = pin_.sample();
    if (wait.raw) return Next::at(due + wait);
    sum_ = static_cast<std::uint16_t>(sum_ + pin_.read());
    if (++samples_taken_ < sample_count_) return Next::at(due + sample_ticks_);

    value_ = sum_;
    has_value_ = true;
    sum_ = 0;
    samples_taken_ = 0;
    check_range();
    core_.wake_tasks();
    next_begin_ += rest_ticks_;
    return Next::at(next_begin_);
}

template <Board B, Scheduler S>
void AnalogIn<B, S>::check_range() {
    if (value_ >= min_value_ && value_ <= max_value_) {
        faults_ = 0;
        return;
    }
    if (++faults_ < range_check_count_) return;
    core_.try_shut_down(Reason::adc_out_of_range);
    faults_ = 0;
}

template <Board B, Scheduler S>
void AnalogIn<B, S>::run_task() {
    messages::AnalogInState state{oid_, {}, {}};
    std::uint16_t value;
    {
        const auto guard = core_.lock();
        if (!has_value_) return;
        has_value_ = false;
        value = value_;
        report_[report_size_++] = static_cast<std::uint8_t>(value_);
        report_[report_size_++] = static_cast<std::uint8_t>(value_ >> 8);
        state.next_clock = next_begin_;
    }
    if (trigger_) trigger_->update(value);
    if (report_size_ + value_size <= bytes_per_report_) return;
    state.values = wire::Bytes(report_).first(report_size_);
    core_.send(state);
    report_size_ = 0;
}

template <Board B, Scheduler S>
using AnalogInCommands = CommandList<Command<&AnalogIn<B, S>::configure>,
                                     Command<&AnalogIn<B, S>::query>,
                                     Command<&AnalogIn<B, S>::attach>>;

}  // namespace escapement::firmware
