// Configures inputs, acknowledges reports, and tells each group of its changes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/buttons.hpp"

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

constexpr base::Seconds look_interval{0.002};
// Looks without an acknowledgement until the board repeats a report.
constexpr std::uint8_t looks_until_repeat = 50;

}  // namespace

base::Result<std::unique_ptr<Buttons>> Buttons::make(Mcu& mcu) {
    auto config = mcu.command<messages::ConfigButtons>(mcu.default_queue());
    if (!config) return std::move(config.error());
    auto add = mcu.command<messages::ButtonsAdd>(mcu.default_queue());
    if (!add) return std::move(add.error());
    auto query = mcu.command<messages::ButtonsQuery>(mcu.default_queue());
    if (!query) return std::move(query.error());
    auto ack = mcu.command<messages::ButtonsAck>(mcu.new_queue());
    if (!ack) return std::move(ack.error());
    std::unique_ptr<Buttons> made(new Buttons(mcu, {*config, *add, *query, *ack}));
    auto subscription = mcu.on_response<messages::ButtonsState>(
        made->oid_,
        [buttons = made.get()](const messages::ButtonsState& report, const Received& times) {
            buttons->take(report, times.received);
        });
    if (!subscription) return std::move(subscription.error());
    made->subscription_ = *std::move(subscription);
    return made;
}

Buttons::Buttons(Mcu& mcu, const Commands& commands)
    : mcu_(mcu), commands_(commands), oid_(mcu.configuration().create_oid()) {
    mcu.configuration().on_build([this] { build(); });
}

base::Result<void> Buttons::add(const std::vector<PinSpec>& pins, Callback callback) {
    ASSERT(has_room_for(pins.size()) && !mcu_.configuration().built());
    const auto shift = static_cast<unsigned>(inputs_.size());
    unsigned mask = 0;
    for (const PinSpec& spec : pins) {
        const auto pin = mcu_.pin(spec.name);
        if (!pin) return pin.error();
        const unsigned bit = 1U << inputs_.size();
        mask |= bit;
        if (spec.invert) inverted_ |= bit;
        inputs_.push_back({*pin, static_cast<std::int8_t>(spec.pull)});
    }
    groups_.push_back({mask, shift, std::move(callback)});
    return {};
}

void Buttons::build() {
    taken_ = 0;
    Configuration& configuration = mcu_.configuration();
    configuration.add(commands_.config.encode({oid_, static_cast<std::uint8_t>(inputs_.size())}));
    std::uint8_t place = 0;
    for (const Input& input : inputs_)
        configuration.add_init(commands_.add.encode({oid_, place++, input.pin, input.pull}));
    configuration.add_init(commands_.query.encode({oid_,
                                                   mcu_.first_report_clock(oid_).low(),
                                                   mcu_.clock().ticks(look_interval),
                                                   looks_until_repeat,
                                                   static_cast<std::uint8_t>(inverted_)}));
}

// A report has the states behind those that were acknowledged when it left; some of them may be
// known from an earlier one.
void Buttons::take(const messages::ButtonsState& report, base::HostTime when) {
    const auto known = static_cast<std::uint8_t>(taken_ - report.ack_count);
    if (known >= report.state.size()) return;
    const auto fresh = report.state.subspan(known);
    commands_.ack.send({oid_, static_cast<std::uint8_t>(fresh.size())});
    taken_ = static_cast<std::uint8_t>(taken_ + fresh.size());
    for (const std::uint8_t levels : fresh) tell(levels, when);
}

void Buttons::tell(std::uint8_t levels, base::HostTime when) {
    const unsigned now = levels ^ inverted_;
    const unsigned changed = now ^ state_;
    state_ = now;
    for (const Group& group : groups_)
        if ((changed & group.mask) != 0) group.callback(when, (now & group.mask) >> group.shift);
}

}  // namespace escapement::mcu
