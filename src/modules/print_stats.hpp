// What is known about a print: how long it has taken, how much filament, and how it ended.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Times count from the start.  The print's own time leaves out pauses, and everything before the
// first filament: heating, homing, meshes.
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "base/value.hpp"
#include "modules/gcode_move.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"

namespace escapement::modules {

// [print_stats], which comes with [virtual_sdcard].  Belongs to the main thread.
class PrintStats {
  public:
    struct Status {
        std::string filename;
        double total_duration = 0.0;
        double print_duration = 0.0;
        double filament_used = 0.0;
        std::string state;
        std::string message;
        base::Value info;
    };
    struct Layers {
        std::optional<int> total_layer, current_layer;
    };
    static void describe(printer::Description<PrintStats>& module);

    explicit PrintStats(printer::Context& context);

    // Nothing has been printed, nothing is known.
    void reset();
    // Another file will be printed.
    void choose(std::string filename);
    void note_start();
    // Another line is done: cheap.
    void note_progress();
    void note_pause();
    void note_complete() { finish("complete", ""); }
    void note_cancel() { finish("cancelled", ""); }
    void note_error(const std::string& message) { finish("error", message); }

    Status status() const;

  private:
    // What a print has used up; begins anew with each file.
    struct Record {
        std::string filename, message;
        std::string state = "standby";
        std::optional<base::Seconds> started, paused;  // since then, if it is so
        base::Seconds pauses{};                        // all that are over
        base::Seconds total{};                         // of a print that has ended
        base::Seconds before_filament{};
        double filament = 0.0;  // mm, up to `counted_to` of the machine
        double counted_to = 0.0;
        std::optional<int> total_layer, current_layer;
    };

    base::Seconds now() const;
    double extruder_position() const;
    bool is_counting() const { return record_.started && !record_.paused; }
    double filament_used() const;
    base::Seconds total() const;
    base::Seconds paused() const;
    void finish(const char* state, const std::string& message);
    void set_layers(const Layers& request);

    printer::Context& context_;
    GcodeMove& gcode_move_;
    Record record_;
    printer::Signal<printer::ExtruderChanged>::Connection extruder_changed_;
};

}  // namespace escapement::modules
