// Looks at up to eight buttons at once and reports what has settled until the host has it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "messages/buttons.hpp"

namespace escapement::firmware {

// A level counts when two looks in a row agree.  Changes are gathered, at most eight of them, and
// sent again after `retransmit_count` looks without an acknowledgement.
template <Board B, Scheduler S>
class Buttons {
  public:
    using Input = typename B::Input;

    Buttons(Core<B, S>& core, const messages::ConfigButtons& config)
        : core_(core), oid_(config.oid), button_count_(config.button_count) {}
    Buttons(const Buttons&) = delete;
    Buttons& operator=(const Buttons&) = delete;

    static void configure(Core<B, S>& core, const messages::ConfigButtons& config) {
        if (config.button_count > max_buttons) return core.shut_down(Reason::too_many_buttons);
        core.template add<Buttons>(config);
    }
    void add(const messages::ButtonsAdd& message);
    void query(const messages::ButtonsQuery& message);
    void acknowledge(const messages::ButtonsAck& message);

    void shut_down() {}
    void run_task();

  private:
    static constexpr std::size_t max_buttons = 8;
    static constexpr std::size_t max_reports = 8;
    static constexpr std::uint8_t max_retransmit_count = 0x7f;
    enum class Report : std::uint8_t { none, wanted, sent };

    Next on_look(Clock32 due);
    std::uint8_t levels();
    void note(std::uint8_t levels);
    void want_report() {
        report_ = Report::wanted;
        core_.wake_tasks();
    }

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&Buttons::on_look>(*this, Level::relaxed);
    Ticks32 rest_ticks_;
    std::array<std::optional<Input>, max_buttons> pins_;
    std::array<std::uint8_t, max_reports> changes_{};  // not acknowledged yet
    Oid oid_;
    std::uint8_t button_count_;
    std::uint8_t change_count_ = 0;
    std::uint8_t settled_ = 0;      // as the last change said
    std::uint8_t last_levels_ = 0;  // as the last look saw them
    std::uint8_t acknowledged_ = 0;
    std::uint8_t retransmit_count_ = 0;
    std::uint8_t looks_left_ = 0;  // until a report is sent again
    Report report_ = Report::none;
};

template <Board B, Scheduler S>
void Buttons<B, S>::add(const messages::ButtonsAdd& message) {
    if (message.pos >= button_count_) return core_.shut_down(Reason::button_past_maximum);
    const auto pin = core_.board().input(message.pin, pull_of(message.pull_up));
    if (!pin) return core_.shut_down(pin.reason());
    const auto guard = core_.lock();
    pins_[message.pos] = *pin;
}

template <Board B, Scheduler S>
void Buttons<B, S>::query(const messages::ButtonsQuery& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    if (message.retransmit_count > max_retransmit_count)
        return core_.shut_down(Reason::button_retransmit_count);
    rest_ticks_ = message.rest_ticks;
    retransmit_count_ = message.retransmit_count;
    settled_ = last_levels_ = message.invert;
    acknowledged_ = change_count_ = 0;
    report_ = Report::none;
    if (rest_ticks_.raw) core_.arm(timer_, message.clock);
}

template <Board B, Scheduler S>
void Buttons<B, S>::acknowledge(const messages::ButtonsAck& message) {
    const auto guard = core_.lock();
    acknowledged_ = static_cast<std::uint8_t>(acknowledged_ + message.count);
    if (message.count < change_count_) {
        std::copy(changes_.begin() + message.count, changes_.end(), changes_.begin());
        change_count_ = static_cast<std::uint8_t>(change_count_ - message.count);
    } else {
        change_count_ = 0;
        report_ = Report::none;
    }
}

template <Board B, Scheduler S>
Next Buttons<B, S>::on_look(Clock32 due) {
    note(levels());
    if (report_ == Report::sent && looks_left_-- == 0) want_report();
    return Next::at(due + rest_ticks_);
}

template <Board B, Scheduler S>
std::uint8_t Buttons<B, S>::levels() {
    std::uint8_t levels = 0;
    for (std::size_t i = 0; i < button_count_; ++i)
        if (pins_[i] && pins_[i]->read()) levels = static_cast<std::uint8_t>(levels | 1U << i);
    return levels;
}

template <Board B, Scheduler S>
void Buttons<B, S>::note(std::uint8_t levels) {
    const unsigned changed = levels ^ settled_;
    const unsigned unsettled = levels ^ last_levels_;
    last_levels_ = levels;
    if (!(changed & ~unsettled)) return;
    settled_ = static_cast<std::uint8_t>((settled_ & unsettled) | (levels & ~unsettled));
    if (change_count_ == max_reports) return;
    changes_[change_count_++] = settled_;
    want_report();
}

template <Board B, Scheduler S>
void Buttons<B, S>::run_task() {
    std::array<std::uint8_t, max_reports> changes;
    messages::ButtonsState state{oid_, 0, {}};
    {
        const auto guard = core_.lock();
        if (report_ != Report::wanted || change_count_ == 0) return;
        report_ = Report::sent;
        looks_left_ = retransmit_count_;
        changes = changes_;
        state.ack_count = acknowledged_;
        state.state = wire::Bytes(changes).first(change_count_);
    }
    core_.send(state);
}

template <Board B, Scheduler S>
using ButtonsCommands = CommandList<Command<&Buttons<B, S>::configure>,
                                    Command<&Buttons<B, S>::add>,
                                    Command<&Buttons<B, S>::query>,
                                    Command<&Buttons<B, S>::acknowledge>>;

}  // namespace escapement::firmware
