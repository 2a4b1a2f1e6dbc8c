// Pausing a print and going on with it, whether the computer prints a file or somebody sends it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/quantity.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

class VirtualSdcard;

// [pause_resume].  Belongs to the main thread.
class PauseResume {
  public:
    struct Config {
        base::Speed recover_velocity{50.0};
    };
    struct Status {
        bool is_paused = false;
    };
    struct Resume {
        std::optional<double> velocity;
    };
    static void describe(printer::Description<PauseResume>& module);

    PauseResume(const Config& config, printer::Context& context)
        : config_(config), context_(context) {}

    // For those who are no command, such as a sensor: the print stops as soon as possible, and
    // PAUSE is still to be run.
    void send_pause_command();
    bool is_paused() const { return paused_; }
    // How often a print was cancelled: who sends one line by line sees that his was.
    std::uint64_t cancels() const { return cancels_; }

    Status status() const { return {paused_}; }

  private:
    enum class Sender { command, sensor };

    VirtualSdcard* card() const;
    bool is_printing_file() const;
    void tell_to_pause(Sender sender);
    runtime::Task<> pause();
    runtime::Task<> resume(const Resume& request);
    void go_on();
    void clear_pause();
    void cancel();

    Config config_;
    printer::Context& context_;
    bool paused_ = false;
    bool pause_sent_ = false;
    bool file_paused_ = false;
    std::uint64_t cancels_ = 0;
};

}  // namespace escapement::modules
