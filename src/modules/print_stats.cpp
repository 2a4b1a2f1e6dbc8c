// Counts time and filament of a print.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/print_stats.hpp"

#include <algorithm>
#include <utility>

#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// Less than this has not been extruded on purpose.
constexpr double hardly_any_filament = 1e-7;

base::Value number_or_null(const std::optional<int>& number) {
    return number ? base::Value(*number) : base::Value();
}

}  // namespace

PrintStats::PrintStats(printer::Context& context)
    : context_(context),
      gcode_move_(context.modules.the<GcodeMove>()),
      extruder_changed_(context.events.extruder_changed.connect(
          [this](const auto&) { record_.counted_to = extruder_position(); })) {}

void PrintStats::describe(printer::Description<PrintStats>& module) {
    module.section("print_stats")
        .companion_of("virtual_sdcard")
        .doc("What is known about a print; has no options.");

    auto set = module.command<&PrintStats::set_layers>(
        "SET_PRINT_STATS_INFO", "Pass slicer info like layer act and total to klipper");
    set.parameter<&Layers::total_layer>("Layers of the print; 0: not known.").at_least(0);
    set.parameter<&Layers::current_layer>("The present one.").at_least(0);

    module.status<&Status::filename>("The file that is or was printed.");
    module.status<&Status::total_duration>("Seconds since the print began.");
    module.status<&Status::print_duration>(
        "The same without pauses and what came before printing.");
    module.status<&Status::filament_used>("Filament, in mm.");
    module.status<&Status::state>("standby, printing, paused, complete, cancelled or error.");
    module.status<&Status::message>("What the error was.");
    module.status<&Status::info>("total_layer and current_layer, as the slicer said.");
}

// On paper no time passes but that of the moves.
base::Seconds PrintStats::now() const {
    if (context_.offline) return gcode_move_.toolhead().print_time().time_since_epoch();
    return context_.executor.now().time_since_epoch();
}

double PrintStats::extruder_position() const {
    return gcode_move_.state().last[GcodeCoordinates::e];
}

double PrintStats::filament_used() const {
    if (!is_counting()) return record_.filament;
    const double more = extruder_position() - record_.counted_to;
    return record_.filament + more / gcode_move_.state().extrude_factor;
}

base::Seconds PrintStats::total() const {
    return record_.started ? now() - *record_.started : record_.total;
}

base::Seconds PrintStats::paused() const {
    const bool lasts = record_.started && record_.paused;
    return record_.pauses + (lasts ? now() - *record_.paused : base::Seconds{});
}

void PrintStats::reset() {
    record_ = {};
}

void PrintStats::choose(std::string filename) {
    reset();
    record_.filename = std::move(filename);
}

void PrintStats::note_start() {
    if (!record_.started)
        record_.started = now();
    else if (record_.paused)
        record_.pauses = paused();
    record_.paused.reset();
    record_.counted_to = extruder_position();
    record_.state = "printing";
    record_.message.clear();
}

void PrintStats::note_progress() {
    if (!is_counting()) return;
    record_.filament = filament_used();
    record_.counted_to = extruder_position();
    if (record_.filament < hardly_any_filament) record_.before_filament = total() - paused();
}

void PrintStats::note_pause() {
    if (!record_.paused) {
        note_progress();
        record_.paused = now();
    }
    if (record_.state != "error") record_.state = "paused";
}

void PrintStats::finish(const char* state, const std::string& message) {
    if (!record_.started) return;
    note_progress();
    record_.state = state;
    record_.message = message;
    record_.total = total();
    record_.pauses = paused();
    if (record_.filament < hardly_any_filament)
        record_.before_filament = record_.total - record_.pauses;
    record_.started.reset();
}

void PrintStats::set_layers(const Layers& request) {
    auto& total = record_.total_layer;
    auto& current = record_.current_layer;
    const auto wanted_total = request.total_layer ? request.total_layer : total;
    const auto wanted = request.current_layer ? request.current_layer : current;
    if (wanted_total == 0) {
        total.reset();
        current.reset();
    } else if (wanted_total != total) {
        total = wanted_total;
        current = 0;
    }
    if (total && wanted && wanted != current) current = std::min(*wanted, *total);
}

PrintStats::Status PrintStats::status() const {
    Status status{
        .filename = record_.filename,
        .total_duration = total().count(),
        .print_duration = 0.0,
        .filament_used = filament_used(),
        .state = record_.state,
        .message = record_.message,
        .info = base::Value::Table{{"total_layer", number_or_null(record_.total_layer)},
                                   {"current_layer", number_or_null(record_.current_layer)}}};
    const base::Seconds printing = total() - paused();
    if (status.filament_used >= hardly_any_filament)
        status.print_duration = (printing - record_.before_filament).count();
    return status;
}

}  // namespace escapement::modules
