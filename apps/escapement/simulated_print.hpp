// A print on a simulated printer, watched at the pins.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "config/document.hpp"
#include "escapement/pin_watch.hpp"
#include "escapement/print_judge.hpp"
#include "escapement/print_report.hpp"
#include "escapement/progress.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_wiring.hpp"
#include "gcode/outline.hpp"
#include "gcode/source.hpp"
#include "sim/world.hpp"

namespace escapement::app {

class SimulatedPrint {
  public:
    // `file` is the G-code.  Whoever writes everything down outlives the print.
    SimulatedPrint(const config::Document& config,
                   sim::Blueprint blueprint,
                   std::string file,
                   flight::Recorder* recorder = nullptr);

    // Prints the file, and waits until the printer is cool.  Fails when something does that
    // the report would not show: a configuration that cannot work, a G-code error.
    Session::Result run();

    // Afterwards.
    PrintReport report() const;
    std::vector<sim::TrackPoint> track() const { return watch_.track(); }

  private:
    runtime::Task<> work();
    runtime::Task<> print();
    runtime::Task<> cool_down();
    base::Result<void> prepare();
    void show_progress(double share, std::uint64_t line);
    void say(std::string_view text);
    void note_error(std::string_view text);
    void wait_on(std::string_view temperatures);

    const config::Document& config_;
    const std::string file_;
    sim::World world_;
    PinWatch watch_;
    gcode::Outline outline_;
    SimWiring wiring_;
    Journal journal_;
    std::optional<FlightLog> log_;
    Session session_;
    std::optional<PrintJudge> judge_;
    std::optional<Progress> progress_;
    bool waits_for_heat_ = false;
    base::Seconds line_begun_{0.0};
    std::size_t errors_ = 0;  // told, and not thrown
    std::string first_error_;
    std::string place_;         // of the last line that was read
    std::string shut_down_at_;  // what that was when the machine shut down
    base::Seconds begun_{}, lines_end_{}, ended_{};
    double wall_s_ = 0.0;
};

}  // namespace escapement::app
