// A switch on a pin that closes when something touches the bed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "modules/probe_device.hpp"
#include "printer/context.hpp"
#include "printer/mcu_endstop.hpp"
#include "printer/options.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class ProbeSwitch {
  public:
    struct Wiring {
        const printer::PinName& pin;
        const printer::SectionName& section;
        std::string_view option;  // that names the pin
    };
    // Throws ConfigError.
    ProbeSwitch(const Wiring& wiring, printer::Context& context);

    printer::McuEndstop& endstop() { return endstop_; }

    // Goes down until `endstop` triggers, which is this one or one that wraps it.  Whether it may
    // trigger at once is for the caller to say.
    enum class AtOnce { allowed, refused };
    runtime::Task<ProbeResult> descend(ProbeDevice::Descent descent,
                                       printer::EndstopInput& endstop,
                                       ProbeOffsets offsets,
                                       AtOnce at_once);

  private:
    printer::Context& context_;
    printer::McuEndstop endstop_;
};

}  // namespace escapement::modules
