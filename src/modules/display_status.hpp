// What a display shows about a print: how far it is, and a message.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "gcode/line.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [display_status].  Belongs to the main thread.
class DisplayStatus {
  public:
    struct Config {};
    struct Status {
        double progress = 0.0;
        std::optional<std::string> message;
    };
    struct Progress {
        std::optional<double> p;
    };
    struct Text {
        std::optional<std::string> msg;
    };
    static void describe(printer::Description<DisplayStatus>& module);

    DisplayStatus(const Config&, printer::Context& context) : context_(context) {}

    Status status() const;

  private:
    void set_progress(const Progress& request);
    void show_message(const gcode::Line& line);
    void set_text(const Text& request);
    double progress() const;

    printer::Context& context_;
    std::optional<double> told_;   // by M73
    base::HostTime told_until_{};  // while nothing is printed
    std::optional<std::string> message_;
};

}  // namespace escapement::modules
