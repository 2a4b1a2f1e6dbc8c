// Configures and switches a pin.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/digital_out.hpp"

#include "mcu/output_limits.hpp"

namespace escapement::mcu {

base::Result<std::unique_ptr<DigitalOut>> DigitalOut::make(Mcu& mcu, const Settings& settings) {
    const bool same = settings.start_value == settings.shutdown_value;
    if (auto start = check_start(settings.max_duration, same); !start)
        return std::move(start.error());
    auto pin = mcu.pin(settings.pin.name);
    if (!pin) return std::move(pin.error());
    auto max_ticks = schedulable_ticks(mcu.clock(), settings.max_duration, "maximum duration");
    if (!max_ticks) return std::move(max_ticks.error());
    auto config = mcu.command<messages::ConfigDigitalOut>(mcu.default_queue());
    if (!config) return std::move(config.error());
    auto update = mcu.command<messages::UpdateDigitalOut>(mcu.default_queue());
    if (!update) return std::move(update.error());
    auto queue = mcu.command<messages::QueueDigitalOut>(mcu.new_queue());
    if (!queue) return std::move(queue.error());

    Configuration& configuration = mcu.configuration();
    const messages::Oid oid = configuration.create_oid();
    const bool start = settings.start_value != settings.pin.invert;
    const bool shutdown = settings.shutdown_value != settings.pin.invert;
    configuration.reserve_move_slot();
    configuration.add(config->encode({oid, *pin, start, shutdown, *max_ticks}));
    configuration.add_restart(update->encode({oid, start}));
    std::unique_ptr<DigitalOut> made(new DigitalOut(mcu, settings.pin.invert, oid, *queue));
    configuration.on_build([output = made.get(), update = *update] { output->begin(update); });
    if (settings.max_duration > base::Seconds{}) mcu.note_vital();
    return made;
}

// A board that comes back is told what it was told last.
void DigitalOut::begin(const Command<messages::UpdateDigitalOut>& update) {
    last_clock_ = {};
    if (last_level_) mcu_.configuration().add_init(update.encode({oid_, *last_level_}));
}

void DigitalOut::set(base::PrintTime when, bool on) {
    last_level_ = on != invert_;
    const base::McuClock clock = mcu_.clock().clock_at(when);
    const base::Ticks32 level{on != invert_ ? 1U : 0U};
    // The board has room for the change after this one as soon as this one has happened.
    queue_.send({oid_, clock.low(), level}, {last_clock_, clock});
    last_clock_ = clock;
    for (DigitalOut* other : joined_) other->set(when, on);
}

void DigitalOut::set_all(const std::vector<std::pair<base::PrintTime, bool>>& changes) {
    const base::McuClock before = last_clock_;
    for (const auto& [when, on] : changes) {
        last_clock_ = before;
        set(when, on);
    }
}

}  // namespace escapement::mcu
