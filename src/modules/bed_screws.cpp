// From screw to screw.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_screws.hpp"

#include "modules/manual_moves.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

BedScrews::BedScrews(const Config& config, printer::Context& context)
    : config_(config), context_(context) {
    for (const Screw& screw : read_screws(config_.screws, config_.section)) {
        adjust_.emplace_back(screw.place, screw.name);
        if (screw.fine_adjust) fine_.emplace_back(*screw.fine_adjust, screw.name);
    }
}

BedScrews::Status BedScrews::status() const {
    Status status{.is_active = active(),
                  .current_screw = static_cast<int>(current_),
                  .accepted_screws = static_cast<int>(accepted_)};
    if (round_) status.state = *round_ == Round::adjust ? "adjust" : "fine";
    return status;
}

void BedScrews::end() {
    round_.reset();
    current_ = accepted_ = 0;
}

runtime::Task<> BedScrews::begin() {
    if (round_) throw printer::CommandError("Already in bed_screws helper; use ABORT to exit");
    if (context_.gcode.active("ACCEPT"))
        throw printer::CommandError("Already in a manual Z probe. Use ABORT to abort it.");
    accepted_ = 0;
    co_await move(to_height(config_.horizontal_move_z), config_.speed);
    co_await go_to(Round::adjust, 0);
}

// A move that fails ends it all.
runtime::Task<> BedScrews::move(printer::Toolhead::Target target, base::Speed speed) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    try {
        toolhead.manual_move(target, speed);
    } catch (const printer::CommandError&) {
        end();
        throw;
    }
    co_await toolhead.wait_for_room();
}

// Up, across, and down.
runtime::Task<> BedScrews::go_to(Round round, std::size_t screw) {
    const auto& [place, name] = stops(round)[screw];
    const auto over = to_place(place[0], place[1]);
    co_await move(to_height(config_.horizontal_move_z), config_.probe_speed);
    co_await move({over[0], over[1], config_.horizontal_move_z}, config_.speed);
    co_await move({over[0], over[1], config_.probe_height}, config_.probe_speed);
    round_ = round;
    current_ = screw;
    context_.console.info("Adjust " + name +
                          ". Then run ACCEPT, ADJUSTED, or ABORT\n"
                          "Use ADJUSTED if a significant screw adjustment is made");
}

runtime::Task<> BedScrews::accept() {
    ++accepted_;
    const bool all = accepted_ >= adjust_.size();
    if (!all && current_ + 1 < stops(*round_).size()) return go_to(*round_, current_ + 1);
    if (!all) return go_to(Round::adjust, 0);
    if (*round_ == Round::adjust && !fine_.empty()) {
        accepted_ = 0;
        return go_to(Round::fine, 0);
    }
    return finish();
}

runtime::Task<> BedScrews::finish() {
    end();
    co_await move(to_height(config_.horizontal_move_z), config_.probe_speed);
    context_.console.info("Bed screws tool completed successfully");
}

// Other screws may have to be adjusted anew.
runtime::Task<> BedScrews::adjusted() {
    accepted_ = static_cast<std::size_t>(-1);
    return accept();
}

void BedScrews::abort() {
    end();
}

void BedScrews::describe(printer::Description<BedScrews>& module) {
    module.section("bed_screws").doc("Levelling a bed by its screws.");
    module.family<&Config::screws>("screw", "<n+1>", "Place of a screw: X, Y; from screw1 on.")
        .numbers();
    module.family<&Config::screws>("screw", "<n+1>_name", "What the screw is called.");
    module
        .family<&Config::screws>(
            "screw", "<n+1>_fine_adjust", "Place for its fine adjustment: X, Y.")
        .numbers();
    module.option<&Config::speed>("Speed of moves between the screws.").above(base::Speed{0.0});
    module.option<&Config::probe_speed>("Speed of going up and down.").above(base::Speed{0.0});
    module.option<&Config::horizontal_move_z>("Height of moves between the screws.");
    module.option<&Config::probe_height>(
        "Height of the nozzle over a screw, as thick as the feeler.");
    module.command<&BedScrews::begin>("BED_SCREWS_ADJUST",
                                      "Tool to help adjust bed leveling screws");
    module.command<&BedScrews::accept>("ACCEPT", "Accept bed screw position")
        .only_while<&BedScrews::active>();
    module
        .command<&BedScrews::adjusted>("ADJUSTED",
                                       "Accept bed screw position after notable adjustment")
        .only_while<&BedScrews::active>();
    module.command<&BedScrews::abort>("ABORT", "Abort bed screws tool")
        .only_while<&BedScrews::active>();
    module.status<&Status::is_active>("Whether screws are being adjusted.");
    module.status<&Status::state>("adjust or fine; nothing if they are not.");
    module.status<&Status::current_screw>("Which one, from 0.");
    module.status<&Status::accepted_screws>("How many in a row were good.");
}

}  // namespace escapement::modules
