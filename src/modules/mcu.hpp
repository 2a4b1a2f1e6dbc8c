// The sections of the microcontrollers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"

namespace escapement::mcu {
class Mcu;
}

namespace escapement::modules {

// [mcu] and [mcu NAME].  The application reads the same options when it connects, before any
// module exists; the module checks them and reports the state.
class McuModule {
  public:
    struct Config {
        printer::SectionName section;
        std::string serial;
        std::string canbus_uuid;
        std::string canbus_interface = "can0";
        int baud = 250000;
        std::optional<std::string> restart_method;
        bool is_non_critical = false;
        base::Seconds reconnect_interval{2.0};
    };
    struct Status {
        std::string mcu_version;
        std::string mcu_build_versions;
        base::Value mcu_constants;
        base::Value last_stats;
        bool non_critical_disconnected = false;
    };
    static void describe(printer::Description<McuModule>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    McuModule(const Config& config, printer::Context& context);

    Status status() const;

  private:
    mcu::Mcu& mcu_;
};

// A board is reached by a serial line or a CAN bus.
inline std::vector<std::string> unused_options(const McuModule::Config& config,
                                               const printer::Complaints&) {
    if (config.canbus_uuid.empty()) return {"canbus_interface"};
    return {"baud"};
}

}  // namespace escapement::modules
