// The options of [probe].
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe.hpp"

namespace escapement::modules {

void Probe::describe(printer::Description<Probe>& module) {
    module.section("probe").doc("A probe's settings; probing itself is not supported yet.");
    module.option<&Config::pin>("Pin that says whether the probe touches.").required().input();
    module.option<&Config::x_offset>("Distance of the probe from the nozzle along x, mm.");
    module.option<&Config::y_offset>("Distance of the probe from the nozzle along y, mm.");
    module.option<&Config::z_offset>("Height of the nozzle when the probe triggers, mm.")
        .required();
    module.option<&Config::speed>("Speed of probing, mm/s.").above(0.0);
    module.option<&Config::lift_speed>("Speed between samples, mm/s; that of probing by default.")
        .above(0.0);
    module.option<&Config::samples>("How often each point is probed.").at_least(1);
    module.option<&Config::sample_retract_dist>("Lift between samples, mm.").above(0.0);
    module.option<&Config::samples_result>("What counts of several samples.")
        .choices({"median", "average"});
    module.option<&Config::samples_tolerance>("How far samples may differ, mm.").at_least(0.0);
    module.option<&Config::samples_tolerance_retries>("How often to begin anew when they do.")
        .at_least(0);
    module.option<&Config::deactivate_on_each_sample>("Whether it is put away between samples.");
    module.not_yet("activate_gcode", "nothing probes");
    module.not_yet("deactivate_gcode", "nothing probes");
}

}  // namespace escapement::modules
