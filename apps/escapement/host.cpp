// Putting a host together, and feeding it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/host.hpp"

#include "modules/modules.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"

namespace escapement::app {

Host::Host(const runtime::Clock& clock, const config::Document& config, bool offline)
    : executor_(clock), config_(config), offline_(offline), types_(modules::all_modules()) {
    if (offline) crew_.emplace(runtime::Crew::usual_helpers());
}

Host::~Host() {
    executor_.abandon_tasks();  // they refer to the printer
}

std::vector<config::Problem> Host::build() {
    printer_ = std::make_unique<printer::Printer>(
        printer::Printer::Parts{.executor = executor_,
                                .config = config_,
                                .types = types_,
                                .console = console_,
                                .mcus = mcus_,
                                .offline = offline_,
                                .crew = crew_ ? &*crew_ : nullptr});
    return printer_->build();
}

printer::Toolhead& Host::toolhead() {
    return printer_->modules().the<modules::ToolheadModule>().toolhead();
}

printer::MotionQueue& Host::motion() {
    return printer_->modules().the<modules::ToolheadModule>().motion();
}

runtime::Task<> Host::make_safe() {
    if (printer_->state() != printer::State::ready) co_return;
    co_await printer_->gcode().run_script("TURN_OFF_HEATERS\nM107\nM84\nM400\n");
}

runtime::Task<> feed(Host& host, const Feed& parts) {
    // Between so many lines everything else gets its turn even if nothing waits.
    constexpr std::uint64_t lines_at_once = 32;
    auto& gcode = host.printer().gcode();
    auto& toolhead = host.toolhead();
    while (true) {
        auto next = parts.source.next();
        if (!next) throw printer::CommandError(next.error().what);
        if (!*next || (parts.cancelled && parts.cancelled())) break;
        const auto place = parts.source.place();
        try {
            const auto line = gcode::parse_line((*next)->text);
            if (parts.before_line) parts.before_line(line, place);
            if (auto task = gcode.run(line)) co_await *task;
            if (parts.after_line) parts.after_line(line, place);
        } catch (const printer::CommandError& error) {
            throw printer::CommandError(place + ": " + error.what());
        }
        if (toolhead.full())
            co_await toolhead.wait_for_room();
        else if ((*next)->number % lines_at_once == 0)
            co_await host.executor().yield();
        if (parts.on_line) parts.on_line(parts.source.progress(), (*next)->number);
    }
}

}  // namespace escapement::app
