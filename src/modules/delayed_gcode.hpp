// G-code that runs after a while, once or again and again.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/time.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/script_template.hpp"
#include "printer/section_name.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [delayed_gcode NAME].  Waits for its turn like every other source of G-code; what fails is told
// on the console.  Belongs to the main thread.
class DelayedGcode {
  public:
    struct Config {
        printer::SectionName section;
        printer::ScriptTemplate gcode;
        base::Seconds initial_duration{0.0};
    };
    struct Update {
        base::Seconds duration{0.0};
    };
    static void describe(printer::Description<DelayedGcode>& module);

    DelayedGcode(Config config, printer::Context& context);

    // From the start of the printer to its first run; zero if there is none by itself.
    base::Seconds initial_duration() const { return config_.initial_duration; }

  private:
    // From within its own script, it says when the script is to run again, counted from when this
    // one began.
    void update(const Update& request);
    void fire();
    runtime::Task<> carry_out();
    void schedule(base::Seconds duration);

    const Config config_;
    printer::Context& context_;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
    base::HostTime began_{};
    bool inside_ = false;
    base::Seconds again_{0.0};  // after began_; 0: not
    std::optional<runtime::Task<>> running_;
};

}  // namespace escapement::modules
