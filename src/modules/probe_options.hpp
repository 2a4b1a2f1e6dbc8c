// What all probes have in common: where they are, and how they are to be used.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/quantity.hpp"
#include "modules/probe_result.hpp"
#include "printer/complaints.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// How places are probed.
struct ProbeSampling {
    base::Speed speed, lift_speed;
    int samples = 1;
    base::Length retract_distance;
    base::Length tolerance;
    int retries = 0;
    std::string result;  // "median" or "average"
};

// What a command may want otherwise for once.
struct ProbeRequest {
    std::optional<base::Speed> probe_speed, lift_speed;
    std::optional<int> samples;
    std::optional<base::Length> sample_retract_dist, samples_tolerance;
    std::optional<int> samples_tolerance_retries;
    std::optional<std::string> samples_result;

    template <class Params>
    static void describe(printer::CommandRef<Params> command);
};

struct ProbeOptions {
    double x_offset = 0.0, y_offset = 0.0, z_offset = 0.0;  // mm, from the nozzle
    base::Speed speed{5.0};
    std::optional<base::Speed> lift_speed;
    int samples = 1;
    base::Length sample_retract_dist{2.0};
    std::string samples_result = "average";
    base::Length samples_tolerance{0.1};
    int samples_tolerance_retries = 0;

    template <class Module>
    static void describe(printer::Description<Module>& module);

    ProbeOffsets offsets() const { return {x_offset, y_offset, z_offset}; }
    ProbeSampling sampling(const ProbeRequest& request = {}) const;
};

template <class Params>
void ProbeRequest::describe(printer::CommandRef<Params> command) {
    using base::Length;
    using base::Speed;
    command.template parameter<&ProbeRequest::probe_speed>("Speed of probing.").above(Speed{0.0});
    command.template parameter<&ProbeRequest::lift_speed>("Speed of lifting between samples.")
        .above(Speed{0.0});
    command.template parameter<&ProbeRequest::samples>("How often each place is probed.")
        .at_least(1);
    command.template parameter<&ProbeRequest::sample_retract_dist>("Lift between samples.")
        .above(Length{0.0});
    command.template parameter<&ProbeRequest::samples_tolerance>("How far samples may lie apart.")
        .at_least(Length{0.0});
    command
        .template parameter<&ProbeRequest::samples_tolerance_retries>(
            "How often to begin anew when they do.")
        .at_least(0);
    command.template parameter<&ProbeRequest::samples_result>(
        "What counts of several samples: median or average.");
}

template <class Module>
void ProbeOptions::describe(printer::Description<Module>& module) {
    using base::Length;
    using base::Speed;
    module.template option<&ProbeOptions::x_offset>("Distance of the probe from the nozzle, mm.");
    module.template option<&ProbeOptions::y_offset>("Distance of the probe from the nozzle, mm.");
    module
        .template option<&ProbeOptions::z_offset>(
            "Height of the nozzle when the probe triggers, mm.")
        .required();
    module.template option<&ProbeOptions::speed>("Speed of probing.").above(Speed{0.0});
    module
        .template option<&ProbeOptions::lift_speed>(
            "Speed of lifting between samples; that of probing by default.")
        .above(Speed{0.0});
    module.template option<&ProbeOptions::samples>("How often each place is probed.").at_least(1);
    module.template option<&ProbeOptions::sample_retract_dist>("Lift between samples.")
        .above(Length{0.0});
    module.template option<&ProbeOptions::samples_result>("What counts of several samples.")
        .choices({"median", "average"});
    module.template option<&ProbeOptions::samples_tolerance>("How far samples may lie apart.")
        .at_least(Length{0.0});
    module
        .template option<&ProbeOptions::samples_tolerance_retries>(
            "How often to begin anew when they do.")
        .at_least(0);
}

inline void complete_settings(ProbeOptions& options, const printer::Complaints&) {
    if (!options.lift_speed) options.lift_speed = options.speed;
}

}  // namespace escapement::modules
