// The report in words and as JSON.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/live_report.hpp"

#include <fmt/format.h>

#include "escapement/progress.hpp"

namespace escapement::app {

std::string LiveReport::text() const {
    std::string out = fmt::format("A simulated {} printer\n", kinematics);
    row(out, "hosts", connections == 0 ? "none came" : fmt::format("{} connections", connections));
    row(out,
        "simulated",
        fmt::format("{} in {}, asked for {:g} times as fast as real",
                    duration_text(simulated_s),
                    duration_text(wall_s),
                    speed));
    if (slipped_s > 0.0)
        row(out,
            "fell behind",
            fmt::format("{:.3f} s in all, {:.3f} s at once: the computer was busy",
                        slipped_s,
                        longest_slip_s));
    row(out, "filament", fmt::format("{:.3f} mm at the pins", filament_pins_mm));
    row(out, "peak speed", fmt::format("{:.1f} mm/s at the pins", peak_speed));
    row(out, "layers", fmt::format("filament on {} height{}", heights, heights == 1 ? "" : "s"));
    add_parts(out);
    std::string on;
    for (const auto& name : left_on) on += (on.empty() ? "" : ", ") + name;
    row(out, "switched on", on.empty() ? "nothing" : on);
    if (!shutdown_reason.empty()) row(out, "shut down", shutdown_reason);
    if (lost_steps > 0)
        out +=
            fmt::format("NOT AS IT SHOULD BE: {} steps came while a motor was off\n", lost_steps);
    return out;
}

base::Value LiveReport::value() const {
    base::Value all;
    add_parts(all);
    all["speed"] = speed;
    all["slipped_s"] = slipped_s;
    all["longest_slip_s"] = longest_slip_s;
    all["connections"] = static_cast<std::int64_t>(connections);
    base::Value::List on;
    for (const auto& name : left_on) on.push_back(name);
    all["switched_on"] = on;
    all["shutdown_reason"] = shutdown_reason.empty() ? base::Value() : base::Value(shutdown_reason);
    all["lost_steps"] = static_cast<std::int64_t>(lost_steps);
    return all;
}

}  // namespace escapement::app
